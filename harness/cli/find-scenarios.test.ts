import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findScenario, loadScenario } from './find-scenarios.ts';

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

test('a name nobody knows is answered with those that are known', async () => {
  await expect(findScenario(process.cwd(), 'nothing')).rejects.toThrow(/database_primary_failure/);
});
