import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bootId } from '../../processes/process-record.ts';
import { newAccounts } from '../simulated/accounts.ts';
import {
  findRegions,
  noting,
  type RegionsFile,
  readRegions,
  refuseOthers,
  refuseUnhealed,
  writeRegions,
} from './regions-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'regions-file-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const terms = { repository: '/here', topology: 'three', planName: 'plan', namesFrom: '{}' };
const file: RegionsFile = {
  ...{ ...terms, up: true, bootId: bootId(), accounts: newAccounts(), orders: {}, runs: 0 },
};

it('says that none are up, where none ever were', async () => {
  expect(await findRegions(directory)).toBeUndefined();
  await expect(readRegions(directory)).rejects.toThrow(/no regions are up: .*compose -f .* up/);
});

it.each([
  ['that are not up yet', { up: false }, /some never served/],
  ['of an earlier boot', { bootId: 'earlier' }, /ended with the machine/],
])('says that none are up, of regions %s', async (_, change, words) => {
  await writeRegions(directory, { ...file, ...change });
  await expect(readRegions(directory)).rejects.toThrow(words);
});

it('says so of a file that is no such file', async () => {
  writeFileSync(join(directory, 'regions.json'), '{ "up": tr');
  await expect(readRegions(directory)).rejects.toThrow(/regions\.json cannot be read/);
});

it.each([
  ['another checkout', { repository: '/there' }, /run what is in \/here, and not in \/there/],
  ['another topology', { topology: 'four' }, /are three, and not four/],
  ['another plan', { planName: 'other' }, /other names than plan other gives/],
  ['a plan with other names', { namesFrom: '[]' }, /other names than plan plan gives/],
])('refuses %s', (_, change, words) => {
  expect(() => refuseOthers(file, { ...terms, ...change })).toThrow(words);
  expect(() => refuseOthers(file, terms)).not.toThrow();
});

it('refuses regions while what the last run had for itself is there', () => {
  const privateDir = join(directory, 'private');
  const after = { ...file, lastRun: { runId: 'run-1', privateDir } };
  expect(() => refuseUnhealed(after)).not.toThrow();
  mkdirSync(privateDir);
  expect(() => refuseUnhealed(after)).toThrow(/run run-1 is not over/);
});

it('keeps every change of several at once, and loses none to one that failed', async () => {
  const order = (pid: number) => ({ pid, startTicks: 1, id: 'id', directory });
  const note = noting(directory, file);
  const failing = note(() => {
    throw new Error('no room');
  });
  const add = (name: string, pid: number) =>
    note(({ orders }) => ({ orders: { ...orders, [name]: order(pid) } }));
  await Promise.all([expect(failing).rejects.toThrow('no room'), add('a', 1), add('b', 2)]);
  expect((await readRegions(directory)).orders).toEqual({ a: order(1), b: order(2) });
});
