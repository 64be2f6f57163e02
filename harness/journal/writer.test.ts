import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Entry, SampleEntry } from './entry.ts';
import { JournalFailed } from './errors.ts';
import { openJournal } from './writer.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(directory, { recursive: true }));

const sample = (atMs: number): Entry => ({
  kind: 'sample',
  atMs,
  of: 'cpu-pressure',
  at: 'host',
  value: 0.5,
});

/** The entries' lines, without the seals between them. */
async function lines(name: string): Promise<string[]> {
  const text = await readFile(join(directory, `${name}.jsonl`), 'utf8');
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('{"kind":"seal"'));
}

test('entries are on disk, a line each and in order, once flushed', async () => {
  const journal = openJournal(directory, 'rig');
  for (let atMs = 0; atMs < 5_000; atMs += 1) journal.append(sample(atMs));
  await journal.flush();
  const written = (await lines('rig')).map((line) => JSON.parse(line).atMs);
  expect(written).toEqual(Array.from({ length: 5_000 }, (_, atMs) => atMs));
  await journal.close();
});

test('a batch is handed over without anyone flushing', async () => {
  const journal = openJournal(directory, 'rig');
  journal.append(sample(7));
  await vi.waitFor(async () => expect(await lines('rig')).toHaveLength(1), 2_000);
  expect(journal.longestWaitMs).toBeGreaterThan(1);
  await journal.close();
});

test('after close nothing can be appended', async () => {
  const journal = openJournal(directory, 'rig');
  journal.append(sample(1));
  await journal.close();
  expect(() => journal.append(sample(2))).toThrow(JournalFailed);
  expect(await lines('rig')).toHaveLength(1);
});

test('a file that exists is not added to', async () => {
  await openJournal(directory, 'rig').close();
  expect(() => openJournal(directory, 'rig')).toThrow(JournalFailed);
});

const writerUrl = new URL('./writer.ts', import.meta.url).href;
const entry = `{ kind: 'sample', atMs: Number(process.hrtime.bigint() / 1000n) / 1000,
  of: 'cpu-pressure', at: 'x'.repeat(1000), value: 0 }`;

test('a disk that refuses is told to the owner by append, flush and close', async () => {
  const program = `
    const { openJournal } = await import('${writerUrl}');
    const journal = openJournal('${directory}', 'rig');
    for (let i = 0; i < 100; i += 1) journal.append(${entry});
    const codes = [];
    await journal.flush().catch((error) => codes.push(error.code, error.cause.code));
    try { journal.append(${entry}); } catch (error) { codes.push(error.code); }
    await journal.close().catch((error) => codes.push(error.code));
    console.log(codes.join(' '));`;
  // A limit on file size refuses as a full disk does, part of the way through a write.
  const limited = 'ulimit -f 16; exec "$0" --input-type=module -e "$1"';
  const run = promisify(execFile)('bash', ['-c', limited, process.execPath, program]);
  const { stdout } = await run;
  expect(stdout.trim()).toBe('JOURNAL_FAILED EFBIG JOURNAL_FAILED JOURNAL_FAILED');
});

test('a killed writer loses no more than its last moments', async () => {
  const program = `
    const { openJournal } = await import('${writerUrl}');
    const journal = openJournal('${directory}', 'rig');
    setInterval(() => journal.append(${entry}), 1);
    setTimeout(() => console.log('going'), 100);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const killedMs = Number(process.hrtime.bigint()) / 1e6;
  child.kill('SIGKILL');
  await ended;
  const last = JSON.parse((await lines('rig')).at(-1) ?? '{}') as SampleEntry;
  // 10 ms are promised; the rest is for a host that is busy with other tests.
  expect(killedMs - last.atMs).toBeLessThan(100);
});
