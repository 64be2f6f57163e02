import { isDeepStrictEqual } from 'node:util';
import type { Address } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** upstream: from the place towards the region. downstream: back. */
export type Stream = 'upstream' | 'downstream';

/** One proxy of one service on one link, as it is when nothing is wrong; plain data. */
export interface CleanProxy {
  /** `from>to:service`; a slash would not survive in the control port's paths. */
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  /** Delay of each direction, whole milliseconds. */
  readonly delayMs: Readonly<Record<Stream, number>>;
}

export interface Toxic {
  readonly name: string;
  readonly type: string;
  readonly stream: Stream;
  /** Probability that a connection gets it; 1, so that a run repeats. */
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, number>>;
}

/** A proxy as the control port tells it. */
export interface ProxyState {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly Toxic[];
}

export const streams: readonly Stream[] = ['upstream', 'downstream'];

export function formatAddress({ host, port }: Address): string {
  return `${host}:${port}`;
}

/** The toxics of a clean link: its delay, with no jitter, on every connection. */
export function delayToxics({ delayMs }: CleanProxy): readonly Toxic[] {
  return streams.map((stream) => ({
    name: `delay-${stream}`,
    type: 'latency',
    stream,
    toxicity: 1,
    attributes: { latency: delayMs[stream], jitter: 0 },
  }));
}

/**
 * Bytes vanish (a timeout of 0 never closes), and so does the end of a connection: without the
 * slow close a peer would hear at once that a process behind the black hole has died.
 */
export function blackHoleToxics(of: readonly Stream[]): readonly Toxic[] {
  const toxic = (type: string, stream: Stream, attributes: Toxic['attributes']): Toxic => ({
    name: `${type}-${stream}`,
    type,
    stream,
    toxicity: 1,
    attributes,
  });
  return [
    ...of.map((stream) => toxic('timeout', stream, { timeout: 0 })),
    ...of.map((stream) => toxic('slow_close', stream, { delay: deadlines.deafMs })),
  ];
}

/** Delay beside the link's own, of what flows back to the place; several of them add up. */
export function slowToxic(byMs: number): Toxic {
  const latency = Math.round(byMs);
  return {
    name: `slow-by-${latency}`,
    type: 'latency',
    stream: 'downstream',
    toxicity: 1,
    attributes: { latency, jitter: 0 },
  };
}

/** How a proxy differs from its clean state, one sentence each; none if it does not. */
export function differencesOf(clean: CleanProxy, state: ProxyState | undefined): string[] {
  if (!state) return [`${clean.name} is missing`];
  const found: string[] = [];
  if (!state.enabled) found.push(`${clean.name} is disabled`);
  if (state.listen !== clean.listen) found.push(`${clean.name} listens on ${state.listen}`);
  if (state.upstream !== clean.upstream) found.push(`${clean.name} leads to ${state.upstream}`);
  const wanted = delayToxics(clean);
  for (const toxic of state.toxics) {
    if (!wanted.some((one) => isDeepStrictEqual(one, toxic))) {
      found.push(`${clean.name} has ${toxic.name} ${JSON.stringify(toxic.attributes)}`);
    }
  }
  for (const toxic of wanted) {
    if (!state.toxics.some((one) => one.name === toxic.name)) {
      found.push(`${clean.name} has no ${toxic.name}`);
    }
  }
  return found;
}
