import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry, OperationEntry } from './entry.ts';
import { JournalCorrupt } from './errors.ts';
import { journalOf } from './journal.ts';
import { readJournal } from './reader.ts';
import { openJournal } from './writer.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(directory, { recursive: true }));

const golden = new URL('../../fixtures/journals/good-recovery/rig.jsonl', import.meta.url);
const run: Entry = JSON.parse((await readFile(golden, 'utf8')).split('\n')[0] ?? '');
const operations = Array.from(
  { length: 600 },
  (_, i): OperationEntry => ({
    kind: 'op',
    atMs: 10 * i,
    endMs: 10 * i + 7.25,
    id: i + 1,
    type: 'write',
    service: 'core-api',
    vantage: 'us-east-1',
    outcome: 'ok',
    bytes: 256,
  }),
);
const [operation] = operations;
const end: Entry = { kind: 'end', atMs: 99_000 };

async function save(name: string, ...lines: (object | string | undefined)[]): Promise<void> {
  const text = lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`));
  await writeFile(join(directory, `${name}.jsonl`), text.join(''));
}

async function corruption(): Promise<JournalCorrupt> {
  const error = await readJournal(directory).catch((cause) => cause);
  expect(error).toBeInstanceOf(JournalCorrupt);
  return error as JournalCorrupt;
}

test('what several processes wrote is merged by time', async () => {
  const rig = openJournal(directory, 'rig');
  const clients = [openJournal(directory, 'clients-1'), openJournal(directory, 'clients-2')];
  rig.append(run);
  for (const [i, entry] of operations.entries()) clients[i % 2]?.append(entry);
  rig.append(end);
  await Promise.all([rig, ...clients].map((journal) => journal.close()));
  const { chain, ...journal } = await readJournal(directory);
  expect({ ...journal, chain: {} }).toEqual({ ...journalOf([run, ...operations, end]), chain: {} });
  expect(journal.complete).toBe(true);
  expect(chain.sealed).toBe(true);
  expect(journal.operations.length).toBe(600);
});

test('a torn last line makes the journal incomplete, and names its place', async () => {
  await save('rig', run, end);
  await save('clients', operation, '{"kind":"op","atMs":12');
  const journal = await readJournal(directory);
  expect(journal.complete).toBe(false);
  expect([...journal.operations]).toEqual([operation]);
  expect(journal.gaps).toEqual([expect.stringMatching(/clients\.jsonl:2 is torn/)]);
});

test('a last line that is whole but for its newline is an entry', async () => {
  await save('rig', run, JSON.stringify(end));
  expect((await readJournal(directory)).complete).toBe(true);
});

test('a journal without its last entry is incomplete', async () => {
  await save('rig', run);
  const { complete, gaps } = await readJournal(directory);
  expect(complete).toBe(false);
  expect(gaps[0]).toMatch(/cut off/);
});

const journey = { kind: 'journey', id: 1, vantage: 'us-east-1', atMs: 1, endMs: 2 };

test.each([
  ['a line cut short in the middle', '{"kind":"end","at\n', /not JSON/],
  ['an unknown kind', { kind: 'rumour', atMs: 1 }, /unknown kind rumour/],
  ['an object property as kind', { kind: 'toString', atMs: 1 }, /unknown kind toString/],
  ['no object', '7\n', /not an object/],
  ['a missing field', { kind: 'phase', atMs: 1 }, /phase entry: phase/],
  ['a moment that is no number', { kind: 'end', atMs: null }, /end entry: atMs/],
  ['an unknown outcome', { ...operation, outcome: 'maybe' }, /op entry: outcome/],
  ['an end before its start', { ...operation, endMs: -1 }, /op entry: endMs/],
  ['an end that is text', { ...operation, endMs: '9' }, /op entry: endMs/],
  [
    'a size without end',
    `${JSON.stringify(operation).replace('256', '1e999')}\n`,
    /op entry: bytes/,
  ],
  ['a journey without its number', { ...journey, id: 0 }, /journey entry: id/],
  [
    'a journey that ends before its start',
    { ...journey, endMs: 0 },
    /journey entry: .*a step must/,
  ],
  [
    'a step before its journey',
    { ...journey, failed: { step: 'open', atMs: 0, shown: '' } },
    /journey entry: .*a step must/,
  ],
  [
    'a step that no journey has',
    { ...journey, failed: { step: 'pay', atMs: 1, shown: '' } },
    /journey entry: failed.step/,
  ],
  [
    'a picture without the digest of its content',
    { ...journey, picture: { file: 'pictures/a.jpg', sha256: 'abc' } },
    /journey entry: picture.sha256/,
  ],
  ['an epoch in words', { ...operation, epoch: 'one' }, /op entry: epoch/],
  ['a region without a name', { ...operation, region: null }, /op entry: region/],
  ['a write with id 0', { ...operation, type: 'write', id: 0 }, /op entry: id/],
  [
    'ranges that overlap',
    {
      kind: 'readback',
      atMs: 1,
      store: 's',
      region: 'r',
      proof: '',
      complete: true,
      ids: [
        [1, 5],
        [5, 9],
      ],
    },
    /ranges must ascend/,
  ],
])('%s is corrupt, with file and line', async (_, line, reason) => {
  await save('rig', run, line, end);
  const error = await corruption();
  expect(error.message).toMatch(reason);
  expect([error.file, error.line]).toEqual([join(directory, 'rig.jsonl'), 2]);
});

test('another version is refused, and both are named', async () => {
  await save('rig', { ...run, version: 2 }, end);
  const error = await corruption();
  expect(error.message).toMatch(/rig\.jsonl:1: .*version 2 of the journal; this program reads 1$/);
});

test('a line longer than any piece that is read at once is one entry', async () => {
  const ids = Array.from({ length: 200_000 }, (_, i) => [3 * i, 3 * i + 1]);
  const readback = {
    kind: 'readback',
    atMs: 1,
    store: 's',
    region: 'r',
    proof: '',
    complete: true,
  };
  await save('rig', run, { ...readback, ids }, end);
  const { readbacks, complete } = await readJournal(directory);
  expect(readbacks[0]?.ids).toHaveLength(200_000);
  expect(complete).toBe(true);
});

test('a file that cannot be read is said so', async () => {
  await save('rig', run, end);
  await mkdir(join(directory, 'clients.jsonl'));
  expect((await corruption()).message).toMatch(/clients\.jsonl: cannot be read/);
});

test.each([
  ['no run entry', [end], /no run entry/],
  ['two run entries', [run, run, end], /two run entries/],
])('%s cannot be judged', async (_, lines, reason) => {
  await save('rig', ...lines);
  expect((await corruption()).message).toMatch(reason);
});

test('a directory that is not there is said so', async () => {
  await expect(readJournal(join(directory, 'none'))).rejects.toThrow(/no such journal directory/);
});
