import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Address, type Clock, until } from '../../../engine/index.ts';
import type { K6EndEntry, K6SecondEntry } from '../../journal/index.ts';
import type { ManagedProcess, ProcessExit } from '../../processes/managed-process.ts';
import type { Processes } from '../../processes/processes.ts';
import { beginMs, stopMs } from './deadlines.ts';
import { k6Environment, type ScriptSettings } from './k6-settings.ts';
import type { PreparedK6 } from './prepare-k6.ts';
import { readSamples } from './read-samples.ts';
import { secondsOf, totalsOf } from './what-k6-saw.ts';

export interface K6RunRequest extends PreparedK6 {
  readonly settings: ScriptSettings;
  /** More for its environment, or other than the usual. */
  readonly more?: Readonly<Record<string, string>>;
  /** Who answers it what names lead to, by DNS over UDP. */
  readonly resolver: Address;
  /** Its samples are kept there; ten thousand requests take 20 MB. */
  readonly directory: string;
  readonly logFile: string;
}

export interface RunningK6 {
  /** Asks it to end, and gives what it saw. Once. */
  stop(): Promise<readonly (K6SecondEntry | K6EndEntry)[]>;
}

/** k6 ended as soon as it had begun. */
export class K6Failed extends Error {
  override readonly name = 'K6Failed';
  readonly code = 'K6_FAILED';

  constructor({ logFile, lastLogLines }: ManagedProcess, exit: ProcessExit) {
    const log = lastLogLines(10).join('\n');
    super(`k6 ended as soon as it had begun, with ${worded(exit)}; ${logFile} ends:\n${log}`);
  }
}

/** What k6 ends with if it was asked to (its exit code ExternalAbort). */
const askedTo = 105;

/** Starts k6 and waits for its first samples. Throws SpawnFailed, K6Failed or DeadlineExceeded. */
export async function startK6(
  processes: Processes,
  clock: Clock,
  request: K6RunRequest,
  signal: AbortSignal,
): Promise<RunningK6> {
  const { part, script, settings, more, resolver, directory, logFile } = request;
  await mkdir(directory, { recursive: true });
  const [samples, summary] = [join(directory, 'samples.json'), join(directory, 'summary.json')];
  // Its samples are timed by the calendar.
  const wallAheadMs = clock.wallMs() - clock.monotonicMs();
  const k6 = processes.spawn({
    name: 'k6',
    region: settings.load.vantage,
    command: part.program('k6'),
    args: [
      ...['run', '--quiet', '--no-color', '--address', ''],
      ...['--out', `json=${samples}`, '--summary-export', summary, script],
    ],
    env: {
      ...k6Environment(settings),
      ...more,
      BLACKSTART_RESOLVER: `${resolver.host}:${resolver.port}`,
      // Its own settings of this user are not to count.
      HOME: directory,
      XDG_CONFIG_HOME: directory,
    },
    logFile,
  });
  let exit: ProcessExit | undefined;
  void k6.exited.then((ended) => {
    exit = ended;
  });
  const begun = { what: 'k6 to begin', ms: beginMs };
  await until(clock, begun, async () => exit !== undefined || (await sizeOf(samples)) > 0, signal);
  if (exit) throw new K6Failed(k6, exit);
  return {
    stop: async () => {
      const tooEarly = exit;
      const ended = await k6.stop({ deadlineMs: stopMs });
      const { requests, dropped, gaps } = await readSamples(samples);
      const seen = requests.map((each) => ({ ...each, endMs: each.endWallMs - wallAheadMs }));
      const counted = await requestsIn(summary);
      const end: K6EndEntry = {
        kind: 'k6-end',
        atMs: clock.monotonicMs(),
        exit: worded(ended),
        dropped,
        ...totalsOf(seen),
        gaps: [...endGaps(tooEarly, ended), ...gaps, ...countGaps(requests.length, counted)],
      };
      return [...secondsOf(seen), end];
    },
  };
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0;
}

function endGaps(tooEarly: ProcessExit | undefined, ended: ProcessExit): string[] {
  if (tooEarly) return [`it ended by itself, with ${worded(tooEarly)}`];
  return ended.code === askedTo ? [] : [`asked to end, it did so with ${worded(ended)}`];
}

/** How many requests k6 itself counted; undefined without a summary, which k6 writes last. */
async function requestsIn(summary: string): Promise<number | undefined> {
  const text = await readFile(summary, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { metrics } = JSON.parse(text) as Summary;
  return metrics.http_reqs?.count ?? 0;
}

interface Summary {
  readonly metrics: { readonly http_reqs?: { readonly count: number } };
}

function countGaps(found: number, counted: number | undefined): string[] {
  if (counted === undefined) return ['it wrote no summary'];
  return found === counted ? [] : [`of ${counted} requests that it counted ${found} were found`];
}

function worded({ code, signal }: ProcessExit): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}
