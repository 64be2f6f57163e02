import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../deadlines.ts';
import { resolveAt } from './resolver.ts';

/** What the resolver of one vantage is expected to say. */
export interface Lookup {
  readonly vantage: string;
  readonly resolver: Address;
  readonly name: string;
  /** The one IPv4 address that the name is to have. */
  readonly address: string;
}

/** Nothing if the vantage is led to the address now, else in words what is so instead. */
export async function astrayAt(lookup: Lookup): Promise<readonly string[]> {
  const { vantage, address } = lookup;
  return isSeen(lookup).then(
    (seen) => (seen ? [] : [`${vantage} is not led to ${address}`]),
    (error: Error) => [`nobody answers at ${vantage}: ${error.message}`],
  );
}

/** Whether the name has that address now, and no other. Throws when there is no answer in time. */
async function isSeen({ resolver, name, address }: Lookup): Promise<boolean> {
  const answers = await resolveAt(resolver, name, deadlines.dnsQueryMs);
  return answers.length > 0 && answers.every((each) => each === address);
}

/**
 * Waits until a change is seen at one vantage; gives the milliseconds it took from now on. Throws
 * DeadlineExceeded, or the signal's reason.
 */
export async function seenAfterMs(
  clock: Clock,
  lookup: Lookup,
  { withinMs, everyMs }: { readonly withinMs: number; readonly everyMs: number },
  signal?: AbortSignal,
): Promise<number> {
  const startMs = clock.monotonicMs();
  const what = `${lookup.vantage} to resolve ${lookup.name} to ${lookup.address}`;
  await until(clock, { what, ms: withinMs, everyMs }, () => isSeen(lookup), signal);
  return clock.monotonicMs() - startMs;
}
