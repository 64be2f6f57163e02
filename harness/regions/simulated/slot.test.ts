import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimSlot } from './slot.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blackstart-slot-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const claimer = `
  const { claimSlot } = await import(${JSON.stringify(join(import.meta.dirname, 'slot.ts'))});
  const slot = await claimSlot({ directory: process.argv[1] });
  process.stdout.write(String(slot.number));
  setInterval(() => undefined, 1000);
`;

function startClaimer() {
  const args = ['--input-type=module', '-e', claimer, directory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const slot = once(child.stdout, 'data').then(([data]) => Number(data));
  const end = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { slot, end };
}

it('gives processes that start at once a slot each, and a dead one’s again', async () => {
  const first = Array.from({ length: 6 }, startClaimer);
  const slots = await Promise.all(first.map(({ slot }) => slot));
  expect(slots.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  await Promise.all(first.map(({ end }) => end()));
  const second = Array.from({ length: 6 }, startClaimer);
  const again = await Promise.all(second.map(({ slot }) => slot));
  await Promise.all(second.map(({ end }) => end()));
  expect(again.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});

it('gives a slot again after it was let go, and passes over taken addresses', async () => {
  const first = await claimSlot({ directory });
  const second = await claimSlot({ directory });
  first[Symbol.dispose]();
  expect((await claimSlot({ directory })).number).toBe(first.number);
  second[Symbol.dispose]();
  const obstacle = async (slot: number) => (slot < 5 ? new Error(`slot ${slot}`) : undefined);
  expect((await claimSlot({ directory, obstacle })).number).toBe(5);
  const everywhere = async (slot: number) => new Error(`slot ${slot}`);
  await expect(claimSlot({ directory, obstacle: everywhere })).rejects.toThrow('slot 2');
});
