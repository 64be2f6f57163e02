import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { journalOf, readJournal } from '../../harness/journal/index.ts';
import { type Judged, judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { renderTerminal } from './terminal.ts';

let good: Judged;
beforeAll(() => {
  good = judge(journalOf(drillEntries()));
});

async function golden(name: string): Promise<Judged> {
  const directory = new URL(`../../fixtures/journals/${name}`, import.meta.url);
  return judge(await readJournal(fileURLToPath(directory)));
}

const plain = { width: 100, colour: false };

test('a pass says so, with the figures and where the page lies', () => {
  const text = renderTerminal(good, { ...plain, reportPath: 'reports/runs/x/report.html' });
  expect(text).toContain('✓ PASSED (exit 0)');
  expect(text).toContain('cannot certify');
  expect(text).toMatch(/was away for [\d.]+ s, seen from \S+, the worst of 4 vantages; target /);
  expect(text.trimEnd().endsWith('Report: reports/runs/x/report.html')).toBe(true);
  expect(text).toContain(`All ${good.checks.length} checks passed.\nNot asked here: `);
  expect(renderTerminal({ ...good, notAsked: [] }, plain)).toContain('checks passed.\n\n');
});

test('a failure names the check and why', async () => {
  const text = renderTerminal(await golden('bad-one-writable-primary'), plain);
  expect(text).toContain('✗ FAILED (exit 1)');
  expect(text).toMatch(/✗ fail one-writable-primary: ./);
});

test('unknown, invalid and not healed are never dressed as a pass', async () => {
  expect(renderTerminal(await golden('bad-fault-bit'), plain)).toContain(
    '? CANNOT BE CONCLUDED (exit 2)',
  );
  expect(renderTerminal(await golden('bad-ledger-dense'), plain)).toMatch(/! INVALID.*\(exit 4\)/);
  expect(renderTerminal(await golden('bad-restored'), plain)).toContain('⚠ NOT HEALED (exit 5)');
});

test('a service that never came back is infinite; its bar shows what was seen of it', async () => {
  const text = renderTerminal(
    { ...good, services: good.services.map((each) => ({ ...each, rtoMs: 'infinity' as const })) },
    plain,
  );
  expect(text).toMatch(/time away +∞ +∞ +∞ +∞/);
  expect(text).toContain('never came back, seen from any vantage');
});

test('an incomplete record is said', async () => {
  expect(renderTerminal(await golden('bad-journal-complete'), plain)).toContain(
    'The record is not complete:',
  );
});

test.each([40, 60, 80, 100, 160])('no line is wider than %d columns', (width) => {
  const lines = renderTerminal(good, { width, colour: false }).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines.join('\n')).toMatch(/Verdict/);
});

test('the bars are as long as their sums', () => {
  const bars = [...renderTerminal(good, plain).matchAll(/^(\S+) +([1-8?]+) {2}([\d.]+) s$/gm)];
  expect(bars).toHaveLength(4);
  const cells = bars.map((bar) => (bar[2] ?? '').length);
  const seconds = bars.map((bar) => Number(bar[3]));
  const longest = Math.max(...seconds);
  bars.forEach((_, index) => {
    const expected = ((seconds[index] ?? 0) / longest) * Math.max(...cells);
    expect(Math.abs((cells[index] ?? 0) - expected)).toBeLessThanOrEqual(1);
  });
});

test('colour only when asked, and only around words', () => {
  const coloured = renderTerminal(good, { ...plain, colour: true });
  expect(coloured).toContain('\u001b[32m✓ PASSED');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is looked for
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(renderTerminal(good, plain));
});

test('a terminal escape in a reason is shown, not obeyed', () => {
  const hostile = { id: 'x', kind: 'rig', verdict: 'fail', why: 'a\u001b[2Jb\rc' } as const;
  const text = renderTerminal({ ...good, checks: [hostile] }, plain);
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\r');
  expect(text).toContain('a�[2Jb');
});
