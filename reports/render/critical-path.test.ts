import { expect, test } from 'vitest';
import type { JudgedClaim } from '../../harness/judge/index.ts';
import { criticalPath, type Stretch } from './critical-path.ts';

const claim = (step: string, event: string, atMs: number): JudgedClaim => ({
  step,
  event,
  atMs,
  detail: '',
});
const ran = (step: string, fromMs: number, toMs: number) => [
  claim(step, 'started', fromMs),
  claim(step, 'succeeded', toMs),
];
const byTime = (claims: readonly JudgedClaim[]) => claims.toSorted((a, b) => a.atMs - b.atMs);
const told = (path: readonly Stretch[]) =>
  path.map(({ kind, name, outcome, startMs, endMs }) => [
    kind,
    outcome === '' ? name : `${name} ${outcome}`,
    startMs,
    endMs,
  ]);
const sum = (path: readonly Stretch[]) =>
  path.reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);

const failover = byTime([
  claim('detected', 'noted', 3_000),
  claim('decided', 'noted', 3_200),
  ...ran('fence', 3_210, 5_000),
  ...ran('promote', 5_010, 5_500),
  ...ran('warm', 5_510, 5_700),
  ...ran('epoch', 5_510, 6_000),
  ...ran('reroute', 6_300, 9_000),
  ...ran('followers', 6_010, 20_000),
]);

test('the path goes through what ended last, and what ran beside it cost nothing', () => {
  const path = criticalPath(failover, 9_400);
  expect(told(path)).toEqual([
    ['notice', 'detected', 0, 3_000],
    ['decide', 'decided', 3_000, 3_200],
    ['step', 'fence', 3_200, 5_000],
    ['step', 'promote', 5_000, 5_500],
    ['step', 'epoch', 5_500, 6_000],
    ['wait', 'unexplained', 6_000, 6_300],
    ['step', 'reroute', 6_300, 9_000],
    ['after', 'clients come back', 9_000, 9_400],
  ]);
  expect(sum(path)).toBe(9_400);
  expect(path.find(({ name }) => name === 'epoch')?.beside).toEqual(['warm']);
});

test('a step that ended well after recovery is not what recovery waited for', () => {
  expect(criticalPath(failover, 9_000).map(({ name }) => name)).not.toContain('followers');
});

test('a step that was said done just after recovery was seen still counts, up to recovery', () => {
  const path = criticalPath(failover, 8_900);
  expect(told(path).at(-1)).toEqual(['step', 'reroute', 6_300, 8_900]);
  expect(sum(path)).toBe(8_900);
});

test('an endless outage ends in the step that never ended', () => {
  const stuck = [...ran('fence', 100, 900), claim('promote', 'started', 910)];
  expect(told(criticalPath(stuck, 5_000, true)).at(-1)).toEqual([
    'step',
    'promote not ended',
    900,
    5_000,
  ]);
  expect(told(criticalPath(stuck, 5_000)).at(-1)).toEqual([
    'after',
    'clients come back',
    900,
    5_000,
  ]);
  expect(told(criticalPath(ran('fence', 100, 900), 5_000, true)).at(-1)?.[0]).toBe('wait');
});

test('what nothing explains is said to be so, and silence has no path', () => {
  expect(criticalPath([], 5_000)).toEqual([]);
  const path = criticalPath([...ran('fence', 2_000, 3_000)], 3_000);
  expect(told(path)[0]).toEqual(['wait', 'unexplained', 0, 2_000]);
});

test('a failed attempt is on the path with its name', () => {
  const claims = [
    claim('promote', 'started', 0),
    claim('promote', 'failed', 1_000),
    ...ran('promote', 1_010, 2_000),
  ];
  expect(told(criticalPath(claims, 2_000))).toEqual([
    ['step', 'promote failed', 0, 1_000],
    ['step', 'promote', 1_000, 2_000],
  ]);
});
