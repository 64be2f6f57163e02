import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One request, as k6 measured it: from sending it to the last byte of its answer. */
export interface K6Request {
  /** When it ended, on the calendar's clock. */
  readonly endWallMs: number;
  readonly durationMs: number;
  /** The answer was one that the script expects. */
  readonly ok: boolean;
}

export interface K6Samples {
  /** In the order in which they ended. */
  readonly requests: readonly K6Request[];
  /** Operations that were not begun, since every virtual user was busy. */
  readonly dropped: number;
  /** What is missing or not understood, a sentence each. */
  readonly gaps: readonly string[];
}

/** Reads what `k6 run --out json=FILE` has written, as far as it goes. Rejects if it cannot. */
export async function readSamples(file: string): Promise<K6Samples> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const requests: K6Request[] = [];
  let dropped = 0;
  let bad = 0;
  let last = '';
  for await (const line of lines) {
    last = line;
    const point = pointIn(line);
    if (point === undefined) bad += 1;
    else if (point.metric === 'dropped_iterations') dropped += point.data.value;
    else if (point.metric === 'http_req_duration') requests.push(requestOf(point.data));
  }
  requests.sort((a, b) => a.endWallMs - b.endWallMs);
  return { requests, dropped, gaps: gapsOf(requests.length, bad, last) };
}

function gapsOf(requests: number, bad: number, last: string): string[] {
  const torn = bad > 0 && pointIn(last) === undefined ? 1 : 0;
  return [
    ...(torn > 0 ? ['the last line of its samples is torn'] : []),
    ...(bad > torn ? [`${bad - torn} lines of its samples are not understood`] : []),
    ...(requests === 0 ? ['it has no sample of a request'] : []),
  ];
}

interface Point {
  readonly metric?: string;
  readonly data: { readonly time: string; readonly value: number; readonly tags: Tags };
}

interface Tags {
  readonly expected_response?: string;
}

const other: Point = { data: { time: '', value: 0, tags: {} } };

/** Most lines are of metrics that are not asked for, and are not looked into. */
function pointIn(line: string): Point | undefined {
  if (!line.endsWith('}')) return undefined;
  if (!wanted.some((metric) => line.includes(`"${metric}"`))) return other;
  try {
    const point = JSON.parse(line) as Point & { readonly type: string };
    return point.type === 'Point' ? point : other;
  } catch {
    return undefined;
  }
}

const wanted = ['http_req_duration', 'dropped_iterations'];

function requestOf({ time, value, tags }: Point['data']): K6Request {
  const ok = tags.expected_response === 'true';
  return { endWallMs: Date.parse(time), durationMs: value, ok };
}
