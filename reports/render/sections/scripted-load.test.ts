import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readJournal } from '../../../harness/journal/index.ts';
import { judge } from '../../../harness/judge/index.ts';
import { renderHtml } from '../page.ts';

async function page(name: string) {
  const directory = new URL(`../../../fixtures/journals/${name}`, import.meta.url);
  const journal = await readJournal(fileURLToPath(directory));
  const text = renderHtml(judge(journal), journal);
  const section = /<section aria-labelledby="k6">.*?<\/section>/s.exec(text)?.[0] ?? '';
  return { text, words: section.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

test('what k6 saw is a row of its own, and stands on the axis of time', async () => {
  const { words, text } = await page('good-k6');
  expect(words).toMatch(/ constant-arrival us-east-1 4 20 7 \(35.0 %\) 1 12 ms 18 ms 20 ms /);
  expect(words).toContain('1.9 s, from +100 ms');
  expect(text).toContain('success, k6');
  expect(text).toContain('Latency, k6');
  expect(text).toContain('<a href="#k6">');
});

test('a run without it says nothing of it', async () => {
  const { text } = await page('good-recovery');
  expect(text).not.toMatch(/Load by k6|Latency, k6/);
});
