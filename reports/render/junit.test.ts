import { expect, test } from 'vitest';
import { fullJudged } from '../testing/full-judged.ts';
import { hostile, poisoned } from '../testing/hostile.ts';
import { xmlElements } from '../testing/well-formed.ts';
import { renderJunit } from './junit.ts';

const { judged } = fullJudged();
const cases = (xml: string) => xmlElements(xml).filter(({ name }) => name === 'testcase');

test('each service, store and check is a case, and the verdict is the first', () => {
  const elements = xmlElements(renderJunit(judged));
  const [suite] = elements.filter(({ name }) => name === 'testsuite');
  const names = cases(renderJunit(judged)).map(({ attributes }) => attributes.get('name'));
  expect(names[0]).toBe('the whole run');
  for (const { vantage } of judged.services)
    expect(names).toContain(`core-api seen from ${vantage}`);
  for (const { name } of judged.stores) expect(names).toContain(name);
  for (const { id } of judged.checks) expect(names).toContain(id);
  expect(suite?.attributes.get('tests')).toBe(String(names.length));
  const failures = elements.filter(({ name }) => name === 'failure');
  expect(suite?.attributes.get('failures')).toBe(String(failures.length));
  expect(failures.map(({ attributes }) => attributes.get('message'))).toContain(
    '2 writes in epoch 1 after epoch 2 had begun',
  );
});

test('a store that failed says what it lost, also after the fault', () => {
  const [store] = judged.stores;
  if (!store) throw new Error('no store');
  const lostAfterFault = { ops: 500, bytes: 0, lastMs: 12_000 };
  const xml = renderJunit({ ...judged, stores: [{ ...store, lostAfterFault, verdict: 'fail' }] });
  expect(xml).toContain('writes lost, 500 lost after the fault, target');
});

test('a run of which every check passed has no failure', () => {
  const checks = judged.checks.filter((check) => check.verdict === 'pass');
  const xml = renderJunit({ ...judged, verdict: 'pass', reasons: [], checks });
  expect(xmlElements(xml).map(({ name }) => name)).not.toContain('failure');
});

test.each(['unknown', 'invalid', 'not-healed'] as const)(
  '%s is an error and never green',
  (verdict) => {
    const xml = renderJunit({ ...judged, verdict, checks: [] });
    const errors = xmlElements(xml).filter(({ name }) => name === 'error');
    expect(errors.map(({ attributes }) => attributes.get('type'))).toEqual([verdict]);
    expect(xml).not.toContain('<skipped');
  },
);

test('hostile words leave it well-formed, and no element is theirs', () => {
  const clean = new Set(xmlElements(renderJunit(judged)).map(({ name }) => name));
  const xml = renderJunit(poisoned(judged));
  expect(xml).not.toContain(hostile);
  expect(xmlElements(xml).filter(({ name }) => !clean.has(name))).toEqual([]);
});

test('the reader of this test refuses what is not well-formed', () => {
  for (const bad of ['<a>', '<a></b>', '<a>&</a>', '<a x="1" x="2"/>', '<a>\u0000</a>', '<a/>x'])
    expect(() => xmlElements(bad)).toThrow();
});
