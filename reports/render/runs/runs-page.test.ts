import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fullJudged } from '../../testing/full-judged.ts';
import { hostile } from '../../testing/hostile.ts';
import { renderJson } from '../json.ts';
import { writeRunsPage } from './write-runs-page.ts';

const { judged } = fullJudged();
let runsDir: string;
beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), 'runs-'));
});
afterEach(() => rmSync(runsDir, { recursive: true }));

function addRun(name: string, changed: Partial<typeof judged> = {}): void {
  const directory = join(runsDir, 'database_primary_failure', name);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'verdict.json'), renderJson({ ...judged, ...changed }));
  writeFileSync(join(directory, 'report.html'), '');
}

const page = () => readFileSync(writeRunsPage(runsDir), 'utf8');
const words = () =>
  page()
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('each run has its worst figures and a link, newest first', () => {
  const [service] = judged.services;
  if (!service) throw new Error('no service');
  const services = [
    { ...service, rtoMs: 4_000 },
    { ...service, rtoMs: 9_000, targetMs: 8_000 },
  ];
  addRun('older', { startedAt: '2026-01-01T10:00:00.000Z', services });
  addRun('newer', { startedAt: '2026-01-02T10:00:00.000Z', verdict: 'pass' });
  symlinkSync(join('database_primary_failure', 'newer'), join(runsDir, 'latest'));
  const text = words();
  expect(text).toContain('Disaster drills: 2 runs');
  expect(text).toMatch(/1 of 2 runs passed/);
  expect(text).toMatch(/2026-01-02 10:00:00 UTC.*2026-01-01 10:00:00 UTC.*9 s 8 s 950 ms 42 /);
  expect(page()).toContain('href="database_primary_failure/newer/report.html"');
});

test('what was lost after the fault has a column of its own', () => {
  const lostAfterFault = { ops: 500, bytes: 0, lastMs: 12_000 };
  addRun('a', { stores: judged.stores.map((store) => ({ ...store, lostAfterFault })) });
  expect(words()).toMatch(/Writes lost Lost after the fault Seed .* 42 500 /);
});

test('only what can be compared shares a trend', () => {
  addRun('a');
  addRun('b', { profile: 'realtime' });
  addRun('c', { control: true });
  addRun('d', { engine: 'none' });
  expect(page().match(/<svg class="trend"/g)).toHaveLength(4);
  expect(words()).toContain('control runs');
});

test('never back, not measured and not read back are said, never drawn as a figure', () => {
  const [service] = judged.services;
  const [store] = judged.stores;
  if (!service || !store) throw new Error('no service or store');
  addRun('a', { services: [{ ...service, rtoMs: 'infinity' }] });
  addRun('b', {
    services: [{ ...service, rtoMs: 'unmeasured' }],
    stores: [{ ...store, region: '' }],
  });
  expect(words()).toMatch(/∞.*not measured.*not known/);
  expect(page()).not.toMatch(/NaN|Infinity|undefined/);
});

test('one verdict that cannot be read hides no other', () => {
  addRun('good');
  addRun('bad');
  writeFileSync(join(runsDir, 'database_primary_failure', 'bad', 'verdict.json'), '{"version":');
  expect(words()).toMatch(/1 run .*Not readable .*database_primary_failure\/bad/);
});

test('no runs at all are no error', () => {
  expect(words()).toContain('no runs');
});

test('hostile words stay words', () => {
  addRun('a', { engine: hostile, commit: hostile, replayOf: hostile, scenario: hostile });
  expect(page()).not.toMatch(/<script|<img/);
});
