import type { Evidence } from '../evidence.ts';
import { followsWithinMs } from '../tolerances.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** Of 8 samples the later half is higher once in 70 by chance; of fewer, too often. */
const fewLags = 8;

/**
 * Asked where operators move the service: clients were served by each region that was named, in
 * that order, and by no other. At the end of load the last one alone takes writes, every vantage is
 * led there, and the databases of all other regions follow it. An engine that takes a request on
 * and does nothing disturbs nobody, and would be green everywhere else.
 */
export const movedAsAsked: Check = {
  id: 'moved-as-asked',
  kind: 'safety',
  examine(evidence) {
    const { moves, regions } = evidence.journal.run;
    const last = moves?.at(-1);
    if (!moves || last === undefined) return undefined;
    const [first, ...served] = servedInTurn(evidence);
    if (first === undefined) return unknown('no acknowledged write says which region served it');
    if (served.join() !== moves.join()) {
      const then = served.length > 0 ? `then ${served.join(', ')}` : 'and no other';
      return fail(`asked to move to ${moves.join(', ')}: ${first} served, ${then}`);
    }
    const others = regions.map(({ name }) => name).filter((name) => name !== last);
    const wrong = stillElsewhere(evidence, last) ?? ledElsewhere(evidence, last);
    if (wrong) return fail(wrong);
    const stray = others.find((name) => !follows(evidence, name));
    if (stray) return fail(`${stray} does not follow ${last} when load ends`);
    const blind = notProbed(evidence) ?? notAsked(evidence);
    if (blind) return unknown(blind);
    return pass(`${[first, ...served].join(' → ')}; ${others.join(', ')} follow`);
  },
};

/** Regions that acknowledged writes, in the order of their epochs; epochs of one region are one. */
function servedInTurn({ epochStarts }: Evidence): readonly string[] {
  const regions = epochStarts.flatMap(({ region }) => region ?? []);
  return regions.filter((region, index) => region !== regions[index - 1]);
}

/** What was seen long before load ended says nothing of its end. */
const isLate =
  ({ loadEndMs }: Evidence['moments']) =>
  ({ atMs }: { readonly atMs: number }) =>
    atMs <= loadEndMs && atMs >= loadEndMs - followsWithinMs;

function stillElsewhere({ writers, moments }: Evidence, last: string): string | undefined {
  for (const [region, sightings] of writers.sightings) {
    const sighting = sightings.findLast(isLate(moments));
    if (!sighting) continue;
    const seen = sighting.value === true;
    if (region === last && !seen) return `${last} takes no writes when load ends`;
    if (region !== last && seen) return `${region} takes writes when load ends`;
  }
  return undefined;
}

function ledElsewhere({ journal, moments }: Evidence, last: string): string | undefined {
  const { vantages } = journal.run;
  const late = journal.observations.filter(isLate(moments));
  const answers = vantages.map((vantage) =>
    late.findLast(({ of, at }) => of === 'dns-answer' && at === vantage),
  );
  const astray = answers.find((answer) => answer && answer.value !== last);
  return astray && `clients at ${astray.at} are led to ${astray.value} when load ends`;
}

function notProbed({ journal, writers, moments }: Evidence): string | undefined {
  const region = journal.run.regions.find(
    ({ name }) => !writers.sightings.get(name)?.some(isLate(moments)),
  );
  return region && `${region.name} was not probed for writes when load ended`;
}

function notAsked({ journal, moments }: Evidence): string | undefined {
  const late = journal.observations.filter(isLate(moments));
  const asked = new Set(late.filter(({ of }) => of === 'dns-answer').map(({ at }) => at));
  const vantage = journal.run.vantages.find((name) => !asked.has(name));
  return vantage && `no answer of the resolver at ${vantage} was recorded when load ended`;
}

/**
 * Its primary counted how far it is behind, since the last epoch began and not long ago, and it was
 * no further than a replication that is healthy, and did not fall behind: that it was further in
 * all of the later half than ever in the half before has a chance of 1 in 700,000 for 22 samples.
 */
function follows({ journal, epochStarts, moments }: Evidence, region: string): boolean {
  const sinceMs = epochStarts.at(-1)?.firstMs ?? Number.POSITIVE_INFINITY;
  const lags = journal.samples
    .filter(
      ({ of, at, atMs }) => of === 'replication-lag-bytes' && at === region && atMs >= sinceMs,
    )
    .filter(isLate(moments))
    .map(({ value }) => value);
  const last = lags.at(-1);
  if (last === undefined || last > journal.run.assumptions.maxReplicationLagBytes) return false;
  const half = Math.floor(lags.length / 2);
  const falls = Math.min(...lags.slice(half)) > Math.max(...lags.slice(0, half));
  return lags.length < fewLags || !falls;
}
