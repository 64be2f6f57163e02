import { expect, test } from 'vitest';
import { type Entry, journalOf, type OperationEntry } from '../journal/index.ts';
import { judge } from './judge.ts';
import { drillEntries } from './testing/drill-entries.ts';

const quiet = { reads: 0, vantages: ['eu-west-1'], outageMs: 0, unreplicatedMs: 0 } as const;
const judgeOf = (entries: Entry[]) => judge(journalOf(entries));
const drillWhere = (change: (op: OperationEntry) => Partial<OperationEntry> | 'gone' | undefined) =>
  drillEntries(quiet).flatMap((entry): Entry[] => {
    if (entry.kind !== 'op') return [entry];
    const changed = change(entry);
    return changed === 'gone' ? [] : [{ ...entry, ...changed }];
  });
const within = (op: OperationEntry, fromMs: number, toMs: number) =>
  op.atMs >= fromMs && op.atMs < toMs;

test('a service that the fault never touched has RTO 0', () => {
  const steady = drillWhere(() => ({ outcome: 'ok' }));
  expect(judgeOf(steady).services[0]).toMatchObject({
    rtoMs: 0,
    verdict: 'pass',
    why: 'never disturbed',
  });
});

test('an outage that begins late is not missed: the RTO reaches to its end', () => {
  const late = drillWhere((op) => ({ outcome: within(op, 32_000, 35_000) ? 'fail' : 'ok' }));
  const rtoMs = judgeOf(late).services[0]?.rtoMs as number;
  expect(rtoMs).toBeGreaterThanOrEqual(12_900);
  expect(rtoMs).toBeLessThanOrEqual(13_000);
});

test('answers that come too slowly are no recovery', () => {
  const slow = drillWhere((op) => ({
    outcome: 'ok',
    endMs: op.atMs + (within(op, 22_000, 30_000) ? 2_000 : 40),
  }));
  expect(judgeOf(slow).services[0]?.rtoMs).toBe(8_000);
});

test.each([
  ['less', 0.009, 0],
  ['more', 0.02, 2_100],
])('slow for %s than a hundredth of the hold time', (_, share, rtoMs) => {
  const toMs = 24_000 + share * 3_000;
  const drill = drillWhere((op) => ({
    outcome: 'ok',
    endMs: op.atMs + (within(op, 24_000, toMs) ? 2_000 : 40),
  }));
  expect(judgeOf(drill).services[0]?.rtoMs).toBe(rtoMs);
});

test('a service that is slow for good, long after it came back, has not recovered', () => {
  const slow = drillWhere((op) => ({
    outcome: 'ok',
    endMs: op.atMs + (op.atMs >= 32_000 ? 2_000 : 40),
  }));
  expect(judgeOf(slow).services[0]).toMatchObject({ rtoMs: 'infinity', verdict: 'fail' });
});

test('one slow operation long after the hold time is no outage', () => {
  const odd = drillWhere((op) => ({
    outcome: 'ok',
    endMs: op.atMs + (within(op, 32_000, 32_010) ? 2_000 : 40),
  }));
  expect(judgeOf(odd).services[0]).toMatchObject({ rtoMs: 0, why: 'never disturbed' });
});

test('a window without operations has not recovered', () => {
  const silent = drillWhere((op) => (within(op, 26_000, 30_000) ? 'gone' : { outcome: 'ok' }));
  const { services, checks } = judgeOf(silent);
  expect(services[0]?.rtoMs as number).toBeGreaterThanOrEqual(7_000);
  expect(checks.find((check) => check.id === 'load-flowed')?.why).toMatch(/no operation was due/);
});

test('an operation counts where it was due, not where it ended', () => {
  const stuck = drillWhere((op) =>
    within(op, 22_000, 24_000) ? { outcome: 'fail', endMs: 50_000 } : { outcome: 'ok' },
  );
  expect(judgeOf(stuck).services[0]?.rtoMs as number).toBeLessThanOrEqual(2_000);
});

const seldomDrill = (fails: (op: OperationEntry) => boolean, untilMs: number) =>
  drillWhere((op) => {
    if (op.type !== 'write' || op.id % 20 !== 0 || !within(op, 22_000, untilMs))
      return { outcome: 'ok' };
    return fails(op) ? { outcome: 'fail' } : 'gone';
  }).map((entry) =>
    entry.kind === 'run' ? { ...entry, stores: [{ ...stored, everyNth: 20 }] } : entry,
  );
const stored = { name: 's3', tier: 2, rpoTargetMs: 60_000 };
/** Between the two nothing fails for longer than the hold time. */
const twice = (op: OperationEntry) => within(op, 22_000, 23_000) || within(op, 30_000, 31_000);

test('what only some writes need is back when one of these succeeds', () => {
  const [service] = judgeOf(seldomDrill(twice, 31_000)).services;
  expect(service?.rtoMs as number).toBeGreaterThan(8_000);
  expect(service).toMatchObject({ verdict: 'pass' });
});

test('without one that succeeds it is not known to be back', () => {
  const [service] = judgeOf(seldomDrill(twice, Number.POSITIVE_INFINITY)).services;
  expect(service?.rtoMs as number).toBeGreaterThan(8_000);
  expect(service).toMatchObject({
    verdict: 'unknown',
    why: expect.stringMatching(/seen to succeed/),
  });
});

test('recovered shortly before load ended is not proved', () => {
  const { services, verdict } = judgeOf(drillEntries({ ...quiet, outageMs: 38_000 }));
  expect(services[0]).toMatchObject({ verdict: 'fail' });
  const soon = judgeOf(drillEntries({ ...quiet, outageMs: 10_000, loadEndMs: 34_000 }));
  expect(soon.services[0]).toMatchObject({ verdict: 'unknown' });
  expect(soon.services[0]?.why).toMatch(/before the hold time was over/);
  expect(verdict).toBe('fail');
});

test('a record cut off in the outage does not prove that it lasted', () => {
  const entries = drillEntries({ ...quiet, outageMs: 40_000, loadEndMs: 30_000 });
  const cut = entries.filter((entry) => entry.kind === 'run' || entry.atMs < 30_000);
  const { services, verdict, exitCode } = judgeOf(cut);
  expect(services[0]).toMatchObject({ rtoMs: 'infinity', verdict: 'unknown' });
  expect([verdict, exitCode]).toEqual(['unknown', 2]);
});

test('without load or without a bite there is no RTO, in words and not as null', () => {
  const run = drillEntries(quiet).map((entry) =>
    entry.kind === 'run' ? { ...entry, vantages: ['eu-west-1', 'ap-south-1'] } : entry,
  );
  expect(judgeOf(run).services[1]).toMatchObject({ rtoMs: 'unmeasured', verdict: 'unknown' });
  const toothless = run.filter((entry) => !(entry.kind === 'fault' && entry.event === 'bite'));
  const judged = judgeOf(toothless);
  expect(judged.services[0]).toMatchObject({ rtoMs: 'unmeasured', verdict: 'unknown' });
  expect([judged.origin, judged.exitCode]).toEqual(['start', 2]);
  expect(JSON.stringify(judged)).not.toMatch(/null/);
});
