import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { readJournal } from './reader.ts';
import { openJournal } from './writer.ts';

const golden = new URL('../../fixtures/journals/good-recovery/rig.jsonl', import.meta.url);
const run: Entry = JSON.parse((await readFile(golden, 'utf8')).split('\n')[0] ?? '');

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Writes as fast as it can, so that a kill is likely to meet a batch half written. */
const program = (into: string) => `
  const { openJournal } = await import('${new URL('./writer.ts', import.meta.url).href}');
  const journal = openJournal('${into}', 'clients');
  console.log('going');
  for (let id = 1; ; id += 1) {
    journal.append({ kind: 'op', atMs: id, endMs: id + 1, id, type: 'write', service: 'api',
      vantage: 'us-east-1', outcome: 'ok', bytes: 256, error: 'x'.repeat(id % 90) });
    if (id % 50 === 0) await new Promise(setImmediate);
  }`;

test('what a killed writer leaves is read to its last whole line, and has a gap', async () => {
  for (let round = 0; round < 8; round += 1) {
    const into = join(directory, `${round}`);
    const rig = openJournal(into, 'rig');
    for (const entry of [run, { kind: 'end', atMs: 1 } as const]) rig.append(entry);
    await rig.close();
    const child = spawn(process.execPath, ['--input-type=module', '-e', program(into)]);
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await delay(Math.random() * 60);
    child.kill('SIGKILL');
    await ended;
    const { operations, complete, gaps, chain } = await readJournal(into);
    expect([...operations].map((op) => op.id)).toEqual(
      Array.from({ length: operations.length }, (_, i) => i + 1),
    );
    expect([complete, gaps.length > 0, chain.sealed]).toEqual([false, true, true]);
  }
}, 60_000);
