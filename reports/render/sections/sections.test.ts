import { expect, test } from 'vitest';
import { fullJudged } from '../../testing/full-judged.ts';
import type { AnyJudged } from '../complete.ts';
import { renderHtml } from '../page.ts';

const { judged, journal } = fullJudged();

/** The words of one section of the page, or undefined if it is not there. */
function words(id: string, changed: Partial<typeof judged> = {}): string | undefined {
  const page = renderHtml({ ...judged, ...changed }, journal);
  const [, section] =
    new RegExp(`<section aria-labelledby="${id}">(.*?)</section>`, 's').exec(page) ?? [];
  return section?.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

test('a broken rule is a finding with the operations that prove it', () => {
  const found = words('findings');
  expect(found).toContain('2 writes in epoch 1 after epoch 2 had begun');
  expect(found).toMatch(/the first 1 of 2 .* write 8150 ap-south-1 \+9\.5 s .* us-east-1 1/);
  const kept = judged.checks.filter((check) => check.verdict === 'pass');
  expect(words('findings', { checks: kept })).toMatch(
    /never be done: (\d+) of \1 rules asked here held/,
  );
});

test('checks that were not asked are named, and only then', () => {
  const notAsked = ['reads-fresh', 'queue-order-kept'];
  expect(words('checks', { notAsked })).toContain('Not asked here: reads-fresh, queue-order-kept.');
  expect(words('checks', { notAsked: [] })).not.toContain('Not asked here');
});

test('queues, torn operations and the year’s allowance stand with the targets', () => {
  const targets = words('targets');
  expect(targets).toMatch(/kafka us-west-2 17 18 19 21/);
  expect(targets).toMatch(/31 business operations torn , of these 29 acknowledged/);
  expect(targets).toMatch(/The first 1: 4711 missing in kafka/);
  expect(targets).toMatch(/core-api us-east-1 80 % 12 s 99\.995 % Tier 1 26 min 17 s 0\.76 %/);
});

test('what was not looked at is not said to be well', () => {
  const torn = { stores: [], ops: 0, acknowledgedOps: 0, first: [] };
  const targets = words('targets', { torn, queues: [], availability: [] });
  expect(targets).not.toMatch(/torn|Queues|Availability/);
  const whole = { ...torn, stores: ['postgres', 's3'] };
  expect(words('targets', { torn: whole })).toContain('No business operation is torn');
});

test('what to do is told, and after a pass that nothing is to be done', () => {
  expect(words('actions')).toContain('Fence before promoting. Two writes were taken');
  expect(words('actions', { actions: [], verdict: 'pass' })).toContain('Nothing follows');
  expect(words('actions', { actions: [] })).toBeUndefined();
});

test('the critical path and the budget stand beside the waterfall', () => {
  const waterfall = words('waterfall');
  expect(waterfall).toMatch(/critical path of ap-south-1/);
  for (const step of ['fence', 'promote', 'activate', 'reroute']) expect(waterfall).toContain(step);
  expect(waterfall).toMatch(/detection 6 s 6 s 100 %/);
});

test('claims stand beside what was seen, and an early one is said to be so', () => {
  expect(words('claims')).toMatch(/said [\d.]+ m?s after/);
  const claims = judged.claims.map((claim) =>
    claim.observed ? { ...claim, observed: { ...claim.observed, gapMs: -4_000 } } : claim,
  );
  expect(words('claims', { claims })).toContain('said 4 s too early');
});

test('what a user saw stands beside the clients’ time away and the engine’s claim', () => {
  const seen = words('browser');
  expect(seen).toContain('a user was kept away for 13.2 s, until 14.1 s after the fault');
  expect(seen).toContain('3 journeys, of which 2 were whole');
  expect(seen).toMatch(/us-east-1 −7.5 s \+900 ms \+14.1 s 13.2 s 1 /);
  expect(seen).toMatch(
    /first whole journey 14.1 s .*: their RTO [\d.]+ s .* have recovered [\d.]+ s/,
  );
  expect(seen).toMatch(/−7.5 s, answered in us-east-1. Whole /);
  expect(seen).toContain('Could not create a test: “The service is away just now.”');
  expect(seen).toMatch(/\+14.1 s, answered in us-west-2. Whole again/);
  const { browser, ...without } = judged;
  expect(renderHtml(without, journal)).not.toContain('What a user saw');
  const outages = [{ fromMs: 900, failedJourneys: 1 }];
  if (browser)
    expect(words('browser', { browser: { ...browser, outages } })).toMatch(/ never ∞ 1 /);
});

test('a control run and a replay are said to be so, first of all', () => {
  const page = renderHtml({ ...judged, control: true }, journal);
  expect(page.indexOf('A control run.')).toBeLessThan(page.indexOf('<h2'));
  expect(page).toContain('A control run.');
  expect(page).toMatch(/A replay of <span class="mono">2026-11-22T000000000Z-7/);
});

test('what the judge says is not proved is told, and an older verdict has a page too', () => {
  expect(words('limits')).toContain('the moon is not made of cheese');
  const { torn, queues, availability, notProved, notAsked, actions, ...older } = judged;
  const page = renderHtml(older satisfies AnyJudged, journal);
  expect(page).toContain('This verdict does not say.');
  expect(page).toContain('Target against measured');
});

test('every link leads to a section of the page', () => {
  const page = renderHtml(judged, journal);
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.length).toBeGreaterThan(8);
  for (const id of links) expect(page).toContain(`<h2 id="${id}">`);
});
