import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPlan } from '../../engine/index.ts';
import { checkTogether } from '../drill/check-together.ts';
import { topologyFor } from '../drill/prepare.ts';
import { findScenario, findScenarios, loadScenario } from './find-scenarios.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'blackstart-scenarios-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function load(name: string, ...lines: readonly string[]) {
  const file = join(directory, name);
  const head = ['export const scenario = {', "  name: 'a',", "  title: 'a',"];
  const tail = ["  expectation: 'recovery',", '};', ''];
  await writeFile(file, [...head, ...lines, ...tail].join('\n'));
  return loadScenario(file).then(
    () => [],
    (error: Error) => error.message.split('\n').map((line) => line.replace(`${directory}/`, '')),
  );
}

describe('loadScenario', () => {
  test('accepts one that is whole', async () => {
    expect(
      await load('good.ts', '  steadyMs: 1,', "  faults: [{ fault: 'does-not-bite' }],"),
    ).toEqual([]);
  });

  test('says every error with its line', async () => {
    const found = await load('bad.ts', "  steadyMs: '20 s',", '  faults: [],', '  colour: 1,');
    expect(found.map((line) => line.split(': ', 2).join(': '))).toEqual([
      'bad.ts:4: steadyMs',
      'bad.ts:5: faults',
      'bad.ts:6: colour',
    ]);
  });

  test('knows the faults and their parameters before anything starts', async () => {
    const faults = "  faults: [{ fault: 'does-not-bite' }],";
    const [unknown] = await load('fault.ts', '  steadyMs: 1,', "  faults: [{ fault: 'x' }],");
    expect(unknown).toMatch(/^fault\.ts:5: faults\.0\.fault: no fault x; there are: kill-server/);
    const kill = "  faults: [{ fault: 'kill-server', server: 'postgres' }],";
    const [parameter] = await load('parameter.ts', '  steadyMs: 1,', kill);
    expect(parameter).toMatch(/^parameter\.ts:5: faults\.0\.region/);
    const before = "  beforehand: { faults: [{ fault: 'x' }], lastsMs: 1 },";
    const [early] = await load('before.ts', '  steadyMs: 1,', before, faults);
    expect(early).toMatch(/^before\.ts:5: beforehand\.faults\.0\.fault: no fault x/);
  });
});

test('of several faults one has to be first, and a scenario may forbid a failover', async () => {
  const early = "  faults: [{ fault: 'does-not-bite', afterMs: 5 }],";
  const [none] = await load('no-first.ts', '  steadyMs: 1,', early);
  expect(none).toMatch(/^no-first\.ts:5: faults: expected one without afterMs/);
  const both = "  faults: [{ fault: 'does-not-bite' }, { fault: 'does-not-bite', afterMs: 5 }],";
  expect(await load('two.ts', '  steadyMs: 1,', both, "  failover: 'never',")).toEqual([]);
  const [may] = await load('may.ts', '  steadyMs: 1,', both, "  failover: 'maybe',");
  expect(may).toMatch(/^may\.ts:6: failover/);
});

test('every scenario there is stands in the plan, and goes with it and its topology', async () => {
  const plan = loadPlan('fixtures/plans/semantest.yaml');
  const scenarios = await findScenarios(process.cwd());
  expect(scenarios.size).toBeGreaterThan(10);
  for (const [name, scenario] of scenarios) {
    const topology = await topologyFor(process.cwd(), scenario);
    expect(() => checkTogether(plan, topology, scenario), name).not.toThrow();
  }
});

test('a scenario may name regions of its own, if there are some of that name', async () => {
  const faults = "  faults: [{ fault: 'does-not-bite' }],";
  const own = "  topology: 'three-brokers',";
  expect(await load('own.ts', '  steadyMs: 1,', faults, own)).toEqual([]);
  const [path] = await load('path.ts', '  steadyMs: 1,', faults, "  topology: '../x',");
  expect(path).toMatch(/^path\.ts:6: topology: expected the name of a topology/);
  const usual = await findScenario(process.cwd(), 'kafka_region_failure');
  expect((await topologyFor(process.cwd(), usual)).name).toBe('three-regions');
  const other = { ...usual, topology: 'three-brokers' };
  expect((await topologyFor(process.cwd(), other)).name).toBe('three-brokers');
  const none = { ...usual, topology: 'nowhere' };
  await expect(topologyFor(process.cwd(), none)).rejects.toThrow(/nowhere\.yaml/);
});

test('a name nobody knows is answered with those that are known', async () => {
  await expect(findScenario(process.cwd(), 'nothing')).rejects.toThrow(/database_primary_failure/);
});
