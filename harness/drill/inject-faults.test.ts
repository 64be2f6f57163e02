import { expect, test } from 'vitest';
import type { FaultRequest, Injected } from '../faults/fault.ts';
import { injectFaults, plannedMs } from './inject-faults.ts';

test('times are scaled, what is in force is kept, and whether it bites is told', async () => {
  const asked: FaultRequest[] = [];
  const one = (request: FaultRequest) => {
    asked.push(request);
    return { target: request.fault, bite: async () => request.fault === 'a' } as Injected;
  };
  const injector = {
    available: () => true as const,
    inject: async (requests: readonly FaultRequest[]) => requests.map(one),
  };
  const injected: Injected[] = [];
  const said: string[] = [];
  const faults = [{ fault: 'a', forMs: 60_000 }, { fault: 'b' }];
  await injectFaults({ injector, timeScale: 0.25, injected }, faults, (line) => said.push(line));
  expect(asked).toEqual([{ fault: 'a', forMs: 15_000 }, { fault: 'b' }]);
  expect(injected.map(({ target }) => target)).toEqual(['a', 'b']);
  expect(said).toEqual(['a: broken', 'b: does not bite']);
});

test('load lasts for all that the scenario says, scaled', () => {
  expect(plannedMs({ steadyMs: 20_000 }, 0.25)).toBe(5_000);
  const beforehand = { faults: [], lastsMs: 80_000 };
  expect(plannedMs({ steadyMs: 20_000, beforehand, watchMs: 60_000 }, 0.25)).toBe(40_000);
});
