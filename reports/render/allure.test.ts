import { expect, test } from 'vitest';
import { fullJudged } from '../testing/full-judged.ts';
import { renderAllure } from './allure.ts';

const { judged } = fullJudged();
const page = { name: 'report.html', type: 'text/html', text: '<!doctype html>' } as const;
const resultOf = (changed: Partial<typeof judged> = {}) => {
  const [result] = renderAllure({ ...judged, ...changed }, [page]);
  return JSON.parse(result?.text ?? '');
};

test('one result whose steps are the checks, with the page attached under the name it has', () => {
  const [result, attached, ...more] = renderAllure(judged, [page]);
  expect(more).toEqual([]);
  expect(result?.name).toMatch(/^[0-9a-f-]{36}-result\.json$/);
  const { status, steps, attachments, start, stop, labels } = JSON.parse(result?.text ?? '');
  expect(status).toBe('failed');
  expect(steps).toHaveLength(judged.services.length + judged.stores.length + judged.checks.length);
  const failed = steps.filter((step: { status: string }) => step.status === 'failed');
  expect(failed[0].name).toContain('no-old-epoch-write');
  expect(attachments).toEqual([{ name: 'report.html', type: 'text/html', source: attached?.name }]);
  expect(attached?.text).toBe(page.text);
  expect(stop - start).toBe(Math.round(judged.durationMs));
  expect(labels).toContainEqual({ name: 'subSuite', value: 'database_primary_failure' });
});

test('the step of a store says what was lost after the fault', () => {
  const lostAfterFault = { ops: 500, bytes: 0, lastMs: 12_000 };
  const stores = judged.stores.map((store) => ({ ...store, lostAfterFault }));
  const names = resultOf({ stores }).steps.map(({ name }: { name: string }) => name);
  expect(names).toContainEqual(
    expect.stringMatching(/^kafka: 3 to 4 writes lost, 500 lost after the fault$/),
  );
});

test('runs that can be compared share their history, and no two runs a name', () => {
  const [first, second] = [resultOf(), resultOf({ startedAt: '2027-01-01T00:00:00.000Z' })];
  expect(second.historyId).toBe(first.historyId);
  expect(second.uuid).not.toBe(first.uuid);
  expect(resultOf().uuid).toBe(first.uuid);
  expect(resultOf({ profile: 'realtime' }).historyId).not.toBe(first.historyId);
});

test.each([
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['unknown', 'unknown'],
  ['invalid', 'broken'],
  ['not-healed', 'broken'],
] as const)('%s is %s', (verdict, status) => expect(resultOf({ verdict }).status).toBe(status));
