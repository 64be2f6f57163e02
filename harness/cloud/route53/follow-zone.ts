import { isDeepStrictEqual } from 'node:util';
import type { BaseLogger } from 'pino';
import type { Clock } from '../../../engine/index.ts';
import type { ZoneSnapshot } from './zone.ts';

export interface FollowOptions {
  readonly read: () => Promise<ZoneSnapshot>;
  readonly first: ZoneSnapshot;
  readonly pollMs: number;
  /** From a change being read to its being passed on. */
  readonly delayMs: number;
  readonly clock: Clock;
  readonly log: BaseLogger;
  readonly onChange: (zone: ZoneSnapshot) => void;
}

/**
 * Follows the control plane from a first reading on, and passes each change on after the delay of
 * propagation. While the API is away, or has forgotten the zone, the last known one stays.
 */
export function followZone(options: FollowOptions): AsyncDisposable {
  const { read, pollMs, delayMs, clock, log, onChange } = options;
  const stop = new AbortController();
  const onTheWay: { readonly zone: ZoneSnapshot; readonly dueMs: number }[] = [];
  let latest = options.first;
  let away = false;
  const deliver = () => {
    while (onTheWay[0] && onTheWay[0].dueMs <= clock.monotonicMs()) {
      const [due] = onTheWay.splice(0, 1);
      if (due) onChange(due.zone);
    }
  };
  const poll = async () => {
    try {
      const zone = await read();
      if (away) log.info('the Route 53 API is back');
      away = false;
      if (isDeepStrictEqual(zone, latest)) return;
      latest = zone;
      onTheWay.push({ zone, dueMs: clock.monotonicMs() + delayMs });
    } catch (error) {
      if (!away) log.warn({ err: error }, 'the Route 53 API is away: keeping the last known zone');
      away = true;
    }
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(untilNext(onTheWay[0]?.dueMs), stop.signal);
      await poll();
      if (!stop.signal.aborted) deliver();
    }
  };
  const untilNext = (dueMs: number | undefined) =>
    Math.min(pollMs, Math.max(0, (dueMs ?? Number.POSITIVE_INFINITY) - clock.monotonicMs()));
  const ended = run().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended;
    },
  };
}
