import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Journal, journalOf, readJournal } from '../../harness/journal/index.ts';
import { type Judged, judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { fullJudged } from '../testing/full-judged.ts';
import { poisoned } from '../testing/hostile.ts';
import { renderHtml } from './page.ts';

const journals = fileURLToPath(new URL('../../fixtures/journals/', import.meta.url));

function drill(): { judged: Judged; journal: Journal; page: string } {
  const journal = journalOf(drillEntries());
  const judged = judge(journal);
  return { judged, journal, page: renderHtml(judged, journal) };
}

/** Names of elements and of attributes, without what stands in them. */
function skeleton(page: string): Set<string> {
  const tags = page.replace(/<(style|script)>.*?<\/\1>/gs, '').match(/<[^>]*>/g) ?? [];
  return new Set(
    tags.flatMap((tag) => {
      const [, element = '', attributes = ''] = /^<\/?([^\s>]+)([^>]*)>$/s.exec(tag) ?? [];
      const names = attributes.replace(/"[^"]*"/g, '').match(/[^\s=/]+/g) ?? [];
      return [element, ...names.map((name) => `@${name}`)];
    }),
  );
}

test('the page loads nothing, and runs nothing but its own script', () => {
  const { page } = drill();
  const [script = '', ...more] = page.match(/<script.*?<\/script>/gs) ?? [];
  expect(more).toEqual([]);
  const digest = createHash('sha256')
    .update(script.replace(/<\/?script>/g, ''))
    .digest('base64');
  expect(page).toContain(
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`,
  );
  const rest = page.replace(script, '');
  expect(rest).not.toMatch(/https?:|\bsrc=|@import|url\(|<link|<script|<iframe|\bon\w+=/i);
  expect(script).not.toMatch(/fetch|XMLHttp|WebSocket|import|innerHTML|eval/);
  expect(page.length).toBeLessThan(1_000_000);
});

test('the verdict comes first, in words', () => {
  const { page, judged } = drill();
  const words = page.replace(/<(style|title|script)[^>]*>.*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ');
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
    expect(page.replace(/<(style|script)>.*?<\/\1>/gs, '')).not.toMatch(
      /undefined|NaN|Infinity|\[object|="-?null/,
    );
  },
);

test('no text of a journal can become markup', () => {
  const { judged, journal } = fullJudged();
  const page = renderHtml(judged, journal);
  const { operations, ...rest } = journal;
  const poisonedPage = renderHtml(poisoned(judged), { ...poisoned(rest), operations });
  expect(poisonedPage).toContain('&#60;script&#62;');
  expect([...skeleton(poisonedPage)].filter((name) => !skeleton(page).has(name))).toEqual([]);
});

test('a service without end is drawn to the edge and said to be so', () => {
  const { judged, journal } = drill();
  const services = judged.services.map((each) => ({ ...each, rtoMs: 'infinity' as const }));
  const page = renderHtml({ ...judged, services, verdict: 'fail' }, journal);
  expect(page).toContain('away, never came back');
  expect(page).toContain('without end of the target');
  expect(page).not.toMatch(/NaN|Infinity/);
});
