import { expect, it } from 'vitest';
import { belowTcp } from './below-tcp.ts';
import { faultIssues } from './fault-issues.ts';
import type { FaultSpec, Scenario } from './scenario.ts';

const link = { from: 'us-west-2', to: 'us-east-1', services: ['postgres'] };
const kill = { fault: 'kill-server', region: 'us-east-1', server: 'redis' };
const scenarioOf = (faults: readonly FaultSpec[], early?: readonly FaultSpec[]): Scenario => ({
  ...{ name: 'a', title: 'a', expectation: 'recovery', steadyMs: 1, faults },
  ...(early ? { beforehand: { faults: early, lastsMs: 1 } } : {}),
});

it('breaks the same links, at the same time, in the manner of the kernel', () => {
  const cut = { fault: 'cut-links', ...link };
  const lower = belowTcp(
    scenarioOf(
      [cut, { ...cut, manner: 'refuse', afterMs: 5 }, { ...cut, stream: 'upstream' }, kill],
      [{ fault: 'slow-links', ...link, byMs: 300, forMs: 9 }],
    ),
  );
  if (!lower) throw new Error('it has links');
  expect(lower?.faults).toEqual([
    { fault: 'drop-packets', ...link, manner: 'drop' },
    { fault: 'drop-packets', ...link, manner: 'reject', afterMs: 5 },
    { fault: 'drop-packets', ...link, manner: 'drop', stream: 'upstream' },
    kill,
  ]);
  expect(lower?.beforehand?.faults).toEqual([
    { fault: 'shape-packets', ...link, delayMs: 300, forMs: 9 },
  ]);
  expect(faultIssues(lower)).toEqual([]);
});

it('is none where no link is broken', () => {
  expect(belowTcp(scenarioOf([kill]))).toBeUndefined();
});
