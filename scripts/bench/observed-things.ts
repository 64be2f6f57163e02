import type { PrimarySighting } from '../../engine/decide/loss.ts';
import type { StandbyView } from '../../engine/decide/target.ts';
import { availability } from '../../engine/watch/availability.ts';
import type { Fact } from '../../engine/watch/fact.ts';

/** Of one region: what answers, and what is measured. */
const measured = [
  ['postgres', 'reachable'],
  ['redis', 'reachable'],
  ['kafka', 'reachable'],
  ['s3', 'reachable'],
  ['etcd', 'reachable'],
  ['gateway', 'healthy'],
  ['gateway', 'latency-p95'],
  ['region', 'cpu'],
  ['region', 'memory'],
] as const;
const answering = ['postgres', 'redis', 'kafka', 's3', 'etcd', 'gateway'] as const;
const PER_REGION = measured.length + 1;

/** As many regions as have so many things to observe together; those that are named come last. */
export function regionsWith(things: number, named: readonly string[]): readonly string[] {
  const unnamed = Math.ceil(things / PER_REGION) - named.length;
  const others = Array.from({ length: unnamed }, (_, index) => `region-${index + 1}`);
  return [...others, ...named];
}

/**
 * What a controller sees of all regions: everything is well, but for the database of `down`. Each
 * region's availability follows from the rest, as the engine's watcher has it.
 */
export function factsOf(regions: readonly string[], down: string, atMs: number): readonly Fact[] {
  const facts = regions.flatMap((region) =>
    measured.map(([of, measure]): Fact => {
      const well = of !== 'postgres' || region !== down;
      const asks = measure === 'reachable' || measure === 'healthy';
      return { of, region, measure, value: asks ? well : 0.5, atMs };
    }),
  );
  const derived = regions.flatMap((region) => availability(region, answering, facts) ?? []);
  return [...facts, ...derived];
}

/** A standby in every region but that one, each with all that the primary has. */
export function standbysOf(regions: readonly string[], down: string, atMs: number): StandbyView[] {
  return regions
    .filter((region) => region !== down)
    .map((region) => ({
      region,
      atMs,
      timeline: 1,
      receivedLsn: BigInt(atMs),
      primaryHeardAtMs: undefined,
    }));
}

/** The primary as it was seen once a second for so long, up to that moment. */
export function primaryOver(forMs: number, toMs: number): PrimarySighting[] {
  const looks = Math.floor(forMs / 1_000);
  return Array.from({ length: looks }, (_, look) => {
    const atMs = toMs - (looks - 1 - look) * 1_000;
    return { atMs, lsn: BigInt(atMs) };
  });
}
