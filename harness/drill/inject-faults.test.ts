import { expect, test } from 'vitest';
import type { FaultRequest, Injected } from '../faults/fault.ts';
import type { Injector } from '../faults/inject.ts';
import { clockOfSleeps } from '../faults/testing/clock-of-sleeps.ts';
import { injectFaults, plannedMs, refuseUnavailable } from './inject-faults.ts';

const { signal } = new AbortController();

/** What is asked for is kept, with the moment. */
function rig(refuses?: string) {
  const clock = clockOfSleeps();
  const asked: [number, FaultRequest][] = [];
  const one = (request: FaultRequest) => {
    asked.push([clock.monotonicMs(), request]);
    return { target: request.fault, bite: async () => request.fault === 'a' } as Injected;
  };
  const injector = {
    available: ({ fault }: FaultRequest) => (fault === refuses ? 'not here' : true),
    inject: async (requests: readonly FaultRequest[]) => requests.map(one),
  } as Injector;
  const injected: Injected[] = [];
  const said: string[] = [];
  const inject = (faults: readonly FaultRequest[], until = signal) => {
    const injection = { injector, timeScale: 0.25, clock, signal: until, injected };
    return injectFaults(injection, faults, (line) => said.push(line));
  };
  return { asked, injected, said, inject, injector };
}

test('times are scaled, what is in force is kept, and whether it bites is told', async () => {
  const { asked, injected, said, inject } = rig();
  await inject([
    { fault: 'a', forMs: 60_000 },
    { fault: 'b', byMs: 400, times: 8 },
  ]);
  expect(asked).toEqual([
    [0, { fault: 'a', forMs: 15_000 }],
    [0, { fault: 'b', byMs: 100, times: 8 }],
  ]);
  expect(injected.map(({ target }) => target)).toEqual(['a', 'b']);
  expect(said).toEqual(['a: broken', 'b: does not bite']);
});

test('one comes its time after the first, those of one instant together, in order', async () => {
  const { asked, inject } = rig();
  await inject([
    { fault: 'late', afterMs: 60_000, forMs: 4_000 },
    { fault: 'first' },
    { fault: 'later', afterMs: 80_000 },
    { fault: 'late too', afterMs: 60_000 },
  ]);
  expect(asked).toEqual([
    [0, { fault: 'first' }],
    [15_000, { fault: 'late', forMs: 1_000 }],
    [15_000, { fault: 'late too' }],
    [20_000, { fault: 'later' }],
  ]);
});

test('a later one that cannot be had is refused, as a first would be', () => {
  const { injector } = rig('b');
  const refuse = (...faults: string[]) =>
    refuseUnavailable(
      injector,
      faults.map((fault) => ({ fault })),
    );
  expect(() => refuse('a', 'b')).toThrow(/fault b: not here/);
  expect(() => refuse('a', 'c')).not.toThrow();
});

test('a drill that ends does not wait for a later one, and keeps what is in force', async () => {
  const { injected, inject } = rig();
  const faults = [{ fault: 'a' }, { fault: 'b', afterMs: 1 }];
  await expect(inject(faults, AbortSignal.abort(new Error('over')))).rejects.toThrow(/over/);
  expect(injected.map(({ target }) => target)).toEqual(['a']);
});

test('load lasts for all that the scenario says, scaled', () => {
  const faults = [{ fault: 'a' }, { fault: 'b', afterMs: 8_000 }];
  expect(plannedMs({ steadyMs: 20_000, faults: [] }, 0.25)).toBe(5_000);
  expect(plannedMs({ steadyMs: 20_000, faults }, 0.25)).toBe(7_000);
  const beforehand = { faults, lastsMs: 80_000 };
  const planned = plannedMs({ steadyMs: 20_000, beforehand, faults, watchMs: 60_000 }, 0.25);
  expect(planned).toBe(44_000);
});
