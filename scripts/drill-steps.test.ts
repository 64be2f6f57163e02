import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runtimeNames } from '../harness/regions/prepared-runtime.ts';
import { drillSteps } from './drill-steps.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const steps = (...given: readonly string[]) =>
  drillSteps(names, given).map(([, ...words]) => words.slice(1).join(' '));
const long = (project: string) => `--config vitest.long.config.ts --project ${project}`;

it('drills all and runs the long tests of the runtime', () => {
  expect(steps()).toEqual(['drill a b c d e', long('embedded')]);
  expect(steps('--profile', 'fast', '--runtime', 'containers')).toEqual([
    'drill a b c d e --profile fast --runtime containers',
    long('containers'),
  ]);
});

it('drills a part, and no long test with it', () => {
  expect(steps('--shard', '1/2', '--seed', '7')).toEqual(['drill a c e --seed 7']);
  expect(steps('--seed', '7', '--shard=2/2')).toEqual(['drill b d --seed 7']);
  expect(() => steps('--shard', '3/2')).toThrow(/expected N\/M/);
  expect(() => steps('--shard', '0/2')).toThrow(/expected N\/M/);
});

it('runs the long tests alone', () => {
  expect(steps('--long', '--runtime', 'containers')).toEqual([long('containers')]);
});

it('is asked for everything, once, each night', () => {
  const { jobs } = parse(readFileSync('.github/workflows/nightly.yml', 'utf8'));
  const { runtime, part } = jobs.drills.strategy.matrix;
  // Those of Compose are up already, or not at all.
  expect(runtime).toEqual(runtimeNames.filter((name) => name !== 'compose'));
  const asked = part.map((words: string) => steps(...words.split(' ')));
  const drilled = asked.flatMap(([first]: string[]) => first?.match(/(?<= )[a-e]\b/g) ?? []);
  expect(drilled.toSorted()).toEqual(names);
  expect(asked.filter(([first]: string[]) => first === long('embedded'))).toHaveLength(1);
});
