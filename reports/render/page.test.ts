import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Journal, journalOf, readJournal } from '../../harness/journal/index.ts';
import { type Judged, judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { renderHtml } from './page.ts';

const journals = fileURLToPath(new URL('../../fixtures/journals/', import.meta.url));

function drill(): { judged: Judged; journal: Journal; page: string } {
  const journal = journalOf(drillEntries());
  const judged = judge(journal);
  return { judged, journal, page: renderHtml(judged, journal) };
}

/** Names of elements and of attributes, without what stands in them. */
function skeleton(page: string): Set<string> {
  const tags = page.replace(/<style>.*<\/style>/s, '').match(/<[^>]*>/g) ?? [];
  return new Set(
    tags.flatMap((tag) => {
      const [, element = '', attributes = ''] = /^<\/?([^\s>]+)([^>]*)>$/s.exec(tag) ?? [];
      const names = attributes.replace(/"[^"]*"/g, '').match(/[^\s=/]+/g) ?? [];
      return [element, ...names.map((name) => `@${name}`)];
    }),
  );
}

test('the page loads nothing and runs nothing', () => {
  const { page } = drill();
  expect(page).not.toMatch(/https?:|\bsrc=|@import|url\(|<link|<script|<iframe|\bon\w+=/i);
  expect(page).toContain(`default-src 'none'`);
  expect(page.length).toBeLessThan(1_000_000);
});

test('the verdict comes first, in words', () => {
  const { page, judged } = drill();
  const words = page.replace(/<(style|title)[^>]*>.*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ');
  expect(words.replace(/\s+/g, ' ')).toMatch(
    /^ ?Disaster drill: database primary failure ✓ Passed \S.* was away for [\d.]+ s, seen from/,
  );
  expect(page).toContain(`timeScale ${judged.timeScale}`);
  for (const word of [judged.commit, `seed ${judged.seed}`, ...judged.emulated])
    expect(page).toContain(word);
  for (const check of judged.checks) expect(page).toContain(`>${check.id}<`);
});

test('every picture has a name and a description, and every table a caption and heads', () => {
  const { page } = drill();
  for (const [svg] of page.matchAll(/<svg.*?<\/svg>/gs)) {
    expect(svg).toMatch(/role="img"/);
    for (const id of /aria-labelledby="([^"]*)"/.exec(svg)?.[1]?.split(' ') ?? [])
      expect(svg).toContain(`id="${id}"`);
    expect(svg).toMatch(/aria-labelledby|aria-label/);
  }
  for (const [table] of page.matchAll(/<table.*?<\/table>/gs))
    expect(table).toMatch(/<caption>.*<th scope="col"/s);
});

test.each(readdirSync(journals).filter((name) => name !== 'torn'))(
  '%s renders without a hole',
  async (name) => {
    const journal = await readJournal(`${journals}${name}`);
    const page = renderHtml(judge(journal), journal);
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(
      /undefined|NaN|Infinity|\[object|="-?null/,
    );
  },
);

test('no text of a journal can become markup', () => {
  const { judged, journal, page } = drill();
  const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;`;
  const kept = new Set(['verdict', 'kind', 'phase', 'source', 'of', 'event', 'profile', 'origin']);
  const poison = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : `${value}${hostile}`;
    if (Array.isArray(value)) return value.map((each) => poison(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, poison(each, name)]),
    );
  };
  const record = { ...(poison(journal) as Journal), operations: journal.operations };
  const poisoned = renderHtml(poison(judged) as Judged, record);
  expect(poisoned).toContain('&#60;script&#62;');
  expect([...skeleton(poisoned)].filter((name) => !skeleton(page).has(name))).toEqual([]);
});

test('a service without end is drawn to the edge and said to be so', () => {
  const { judged, journal } = drill();
  const services = judged.services.map((each) => ({ ...each, rtoMs: 'infinity' as const }));
  const page = renderHtml({ ...judged, services, verdict: 'fail' }, journal);
  expect(page).toContain('away, never came back');
  expect(page).toContain('without end of the target');
  expect(page).not.toMatch(/NaN|Infinity/);
});
