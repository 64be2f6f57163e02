import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, readProcess } from '../../processes/process-table.ts';
import { NoFreeSlot } from './errors.ts';

const most = 250;

/** A claim, which counts until it is disposed of. */
export interface SlotClaim extends Disposable {
  readonly number: number;
}

export interface SlotOptions {
  /** Where all runs of this machine meet. */
  readonly directory?: string;
  /** So many there are; 250 unless given. */
  readonly count?: number;
  /** What makes a slot useless although nobody claims it: one of its addresses is taken. */
  readonly obstacle?: (slot: number) => Promise<Error | undefined>;
}

/**
 * A number from 1 to the count that no other run of this machine has, and with it the addresses. A
 * claim is a file `SLOT.GENERATION` that names its owner; the highest generation counts, and a
 * later one can be made by one process only. A claim of an owner that is dead, or that let go,
 * counts for nothing. The highest is never removed, so that nobody who looked too early claims
 * beside it. Throws the first obstacle, or NoFreeSlot.
 */
export async function claimSlot(options: SlotOptions = {}): Promise<SlotClaim> {
  const directory = options.directory ?? join(tmpdir(), 'blackstart-slots');
  mkdirSync(directory, { recursive: true });
  try {
    // Other users have runs too.
    chmodSync(directory, 0o1777);
  } catch {
    // It is theirs, and they have done so.
  }
  const { count = most } = options;
  let first: Error | undefined;
  for (let number = 1; number <= count; number += 1) {
    const release = claim(directory, number);
    if (!release) continue;
    const obstacle = await options.obstacle?.(number);
    if (!obstacle) return { number, [Symbol.dispose]: release };
    release();
    first ??= obstacle;
  }
  throw first ?? new NoFreeSlot(directory);
}

function claim(directory: string, slot: number): (() => void) | undefined {
  const last = generationsOf(directory, slot).at(-1) ?? 0;
  if (last > 0 && isOwned(pathOf(directory, slot, last))) return undefined;
  const generation = last + 1;
  const path = pathOf(directory, slot, generation);
  if (!createWhole(path, owner())) return undefined;
  const higher = generationsOf(directory, slot).at(-1) ?? 0;
  if (higher > generation) {
    rmSync(path, { force: true });
    return undefined;
  }
  for (const old of generationsOf(directory, slot)) {
    if (old < generation) removeIfOurs(pathOf(directory, slot, old));
  }
  return () => writeFileSync(path, '{}');
}

const pathOf = (directory: string, slot: number, generation: number) =>
  join(directory, `${slot}.${generation}`);

function generationsOf(directory: string, slot: number): readonly number[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith(`${slot}.`))
    .map((name) => Number(name.slice(name.indexOf('.') + 1)))
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
}

function owner(): string {
  const { pid } = process;
  return JSON.stringify({ pid, startTicks: readProcess(pid)?.startTicks ?? 0 });
}

function isOwned(path: string): boolean {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && isAlive({ pid, startTicks });
  } catch {
    return false;
  }
}

/** Makes a file with all its content, or finds that it is there already. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function removeIfOurs(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Another user's; it is old and counts for nothing.
  }
}
