import { expect, test } from 'vitest';
import { fullJudged } from '../testing/full-judged.ts';
import { poisoned } from '../testing/hostile.ts';
import { renderMarkdown } from './markdown.ts';

const { judged } = fullJudged();

test('first the verdict, then targets, what failed with its proof, and what to do', () => {
  const text = renderMarkdown(judged);
  const lines = text.split('\n');
  expect(lines[0]).toBe('## ✗ Failed: database\\_primary\\_failure');
  expect(text).toContain('A replay of 2026-11-22T000000000Z-7.');
  for (const { vantage } of judged.services)
    expect(text).toMatch(new RegExp(`^\\| core-api .*${vantage}`, 'm'));
  for (const { name } of judged.stores) expect(text).toMatch(new RegExp(`^\\| ${name} `, 'm'));
  expect(text).toMatch(/^- ✗ \*\*no-old-epoch-write\*\* fail: 2 writes.*first write 8150\)$/m);
  expect(text).toContain('- [ ] **Fence before promoting.** Two writes');
  expect(text.indexOf('## ')).toBeLessThan(text.indexOf('| Service'));
  expect(text.indexOf('| Service')).toBeLessThan(text.indexOf('### Checks'));
  expect(text.indexOf('### Checks')).toBeLessThan(text.indexOf('### What to do'));
  expect(text.length).toBeLessThan(5_000);
});

test('a pass says that all checks passed, and a control run that nothing was broken', () => {
  const checks = judged.checks.filter((check) => check.verdict === 'pass');
  const text = renderMarkdown({ ...judged, verdict: 'pass', checks, actions: [], control: true });
  expect(text).toMatch(/^## ✓ Passed/);
  expect(text).toContain(`All ${checks.length} checks passed.`);
  expect(text).toContain('A control run: nothing was broken.');
  expect(text).not.toContain('### What to do');
});

test.each([[judged.checks], [[]]])(
  'checks that were not asked are named, and only then',
  (checks) => {
    const notAsked = ['reads-fresh', 'queue-order-kept'];
    const text = renderMarkdown({ ...judged, checks, notAsked });
    expect(text).toMatch(/^Not asked here: reads-fresh, queue-order-kept\.$/m);
    expect(renderMarkdown({ ...judged, checks, notAsked: [] })).not.toContain('Not asked here');
  },
);

test('every row of a table has as many cells as its head, whatever the words are', () => {
  const rows = renderMarkdown(poisoned(judged))
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(rows.length).toBeGreaterThan(8);
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).length);
  expect(new Set(cells.slice(0, 6)).size).toBe(1);
  expect(new Set(cells.slice(6)).size).toBe(1);
});

test('words cannot become markup, a mention or a link', () => {
  const why = '<b>@all</b> [x](https://evil.example) `code` #1\n# head';
  const checks = [{ id: 'a_b', kind: 'rig', verdict: 'fail', why } as const];
  const text = renderMarkdown({ ...judged, checks });
  expect(text).not.toMatch(/<b>|@all|\]\(https:\/\/|(?<!\\)`|^# head/m);
  expect(text).toContain('\\#1 \\# head');
});
