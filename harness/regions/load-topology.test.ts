import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadTopology, parseTopology } from './load-topology.ts';
import { TopologyInvalid } from './topology-invalid.ts';

const path = join(import.meta.dirname, '../../fixtures/topologies/three-regions.yaml');
const text = readFileSync(path, 'utf8');

function problemsIn(changed: string): readonly string[] {
  expect(changed).not.toBe(text);
  try {
    parseTopology(changed, 'made.yaml');
  } catch (error) {
    if (error instanceof TopologyInvalid) return error.message.split('\n');
    throw error;
  }
  return [];
}

const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

it('reads the three regions', async () => {
  const topology = await loadTopology(path);
  expect(topology.regions.map(({ name }) => name)).toEqual(['us-east-1', 'us-west-2', 'eu-west-1']);
  expect(topology.links).toContainEqual({ from: 'ap-south-1', to: 'us-west-2', delayMs: 110 });
});

it('reads the same with three brokers in the active region', async () => {
  const file = join(import.meta.dirname, '../../fixtures/topologies/three-brokers.yaml');
  const usual = await loadTopology(path);
  const [active, ...others] = usual.regions;
  const regions = [{ ...active, brokers: 3 }, ...others];
  expect(await loadTopology(file)).toEqual({ ...usual, name: 'three-brokers', regions });
});

it('reads the same where commits wait for a standby', async () => {
  const file = join(import.meta.dirname, '../../fixtures/topologies/synchronous-standbys.yaml');
  const usual = await loadTopology(path);
  const expected = { ...usual, name: 'synchronous-standbys', synchronousStandbys: 1 };
  expect(await loadTopology(file)).toEqual(expected);
});

it('gives every problem at once, by line', () => {
  const changed = text
    .replace('role: cold', 'role: frozen')
    .replace('delay: 38 ms', 'delay: 38 s')
    .replace('mirrors:', 'colour: blue\nmirrors:');
  const problems = problemsIn(changed);
  expect(problems).toHaveLength(3);
  expect(problems[0]).toMatch(new RegExp(`^made.yaml:${lineOf('role: cold')}: .*"cold"`));
  expect(problems[1]).toMatch(new RegExp(`^made.yaml:${lineOf('delay: 38 ms')}: .*such as 32 ms`));
  expect(problems[2]).toMatch(/^made.yaml:\d+: colour: unknown key/);
});

it.each([
  ['role: hot-standby', 'role: active', 'expected exactly one'],
  ['cloud: [s3, route53]', 'cloud: [s3]', 'expected exactly one'],
  ['  - { from: ap-south-1, to: eu-west-1, delay: 90 ms }\n', '', 'no link from ap-south-1'],
  ['cloud: [s3, route53]', 'cloud: [s3, route53], brokers: 2', 'brokers'],
  ['\nvantages', '\nsynchronousStandbys: 0\nvantages', 'synchronousStandbys'],
  ['\nvantages', '\nsynchronousStandbys: 2\nvantages', 'expected at most 1'],
  ['vantages: [us-east-1,', 'vantages: [us-east-1, us-east-1,', 'twice'],
  ['us-west-2, topics', 'us-west-9, topics', 'unknown place us-west-9'],
  ['ap-south-1: { continent', 'ap-north-1: { continent', 'unknown vantage ap-north-1'],
  ['name: three-regions', 'name: [three-regions', 'Flow'],
])('refuses %s as %s', (was, is, expected) => {
  expect(problemsIn(text.replace(was, is)).join()).toContain(expected);
});

it('names a file that is not there', async () => {
  const missing = loadTopology(join(import.meta.dirname, 'nowhere.yaml'));
  await expect(missing).rejects.toThrow(/nowhere\.yaml:1: there is no such file/);
});

it('asks for exit code 64', () => {
  expect(new TopologyInvalid([])).toMatchObject({ code: 'TOPOLOGY_INVALID', exitCode: 64 });
});
