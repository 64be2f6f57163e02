import { expect, it } from 'vitest';
import { PrimaryHistory } from './primary-history.ts';

const at = (atMs: number) => ({ atMs, lsn: BigInt(atMs) });

it('keeps each sighting once, and only those of the last while', () => {
  const history = new PrimaryHistory(100);
  for (const ms of [0, 0, 50, 150]) history.add('us-east-1', at(ms));
  history.add('us-east-1', undefined);
  expect(history.sightings()).toEqual([at(50), at(150)]);
});

it('forgets a region when another one is active', () => {
  const history = new PrimaryHistory(100);
  history.add('us-east-1', at(1));
  history.add('us-west-2', undefined);
  expect(history.sightings()).toEqual([]);
});
