import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Entry, OperationEntry } from './entry.ts';
import { JournalCorrupt } from './errors.ts';
import type { Journal } from './journal.ts';
import { readJournal } from './reader.ts';
import { openJournal } from './writer.ts';

const golden = new URL('../../fixtures/journals/good-recovery/rig.jsonl', import.meta.url);
const run: Entry = JSON.parse((await readFile(golden, 'utf8')).split('\n')[0] ?? '');
const operation = (id: number): OperationEntry => ({
  ...{ kind: 'op', atMs: 10 * id, endMs: 10 * id + 7.25, id, type: 'write', service: 'api' },
  ...{ vantage: 'us-east-1', outcome: 'ok', region: 'us-east-1', epoch: 1, bytes: 256 },
});

let directory: string;
let clients: string;
let whole: Buffer;
/** A small sealed journal: `clients` holds three batches of three operations. */
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chain-'));
  clients = join(directory, 'clients.jsonl');
  const rig = openJournal(directory, 'rig');
  const journal = openJournal(directory, 'clients');
  rig.append(run);
  for (let id = 1; id <= 9; id += 1) {
    journal.append(operation(id));
    if (id % 3 === 0) await journal.flush();
  }
  rig.append({ kind: 'end', atMs: 1_000 });
  await Promise.all([rig.close(), journal.close()]);
  whole = await readFile(clients);
});
afterEach(() => rm(directory, { recursive: true }));

/** What a reader makes of the journal with `clients` as given. */
async function readWith(bytes: Buffer | string): Promise<Journal | JournalCorrupt> {
  await writeFile(clients, bytes);
  return read();
}

async function read(): Promise<Journal | JournalCorrupt> {
  try {
    return await readJournal(directory);
  } catch (error) {
    expect(error).toBeInstanceOf(JournalCorrupt);
    return error as JournalCorrupt;
  }
}

/** `file:line: reason`, or the gaps, or `whole`. */
function found(outcome: Journal | JournalCorrupt): string {
  const text = outcome instanceof Error ? outcome.message : outcome.gaps.join('; ');
  return text.replaceAll(`${directory}/`, '') || 'whole';
}

const linesOf = (bytes: Buffer) => bytes.toString().split('\n').slice(0, -1);
const fileOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

test('as it was written it is complete and sealed, to the last byte of each file', async () => {
  const journal = (await read()) as Journal;
  expect([journal.complete, journal.gaps, journal.operations.length]).toEqual([true, [], 9]);
  const [last = ''] = linesOf(whole).slice(-1);
  expect(journal.chain).toEqual({
    sealed: true,
    files: [
      { name: 'clients.jsonl', sha256: JSON.parse(last).sha256, bytes: whole.length },
      {
        name: 'rig.jsonl',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        bytes: expect.any(Number),
      },
    ],
  });
});

test('the seals can be recomputed with nothing but SHA-256', async () => {
  const { createHash } = await import('node:crypto');
  let before = 'blackstart journal clients.jsonl\n';
  let batch = '';
  for (const line of linesOf(whole)) {
    const entry = JSON.parse(line);
    if (entry.kind !== 'seal') {
      batch += `${line}\n`;
      continue;
    }
    const covered = before + batch + (entry.final ? 'final' : '');
    expect(entry.sha256).toBe(createHash('sha256').update(covered).digest('hex'));
    [before, batch] = [entry.sha256, ''];
  }
  expect(batch).toBe('');
});

test('a flipped bit in any byte of a file is found', async () => {
  for (let at = 0; at < whole.length; at += 1) {
    const flipped = Buffer.from(whole);
    flipped[at] = (whole[at] as number) ^ (1 << (at % 8));
    expect([at, found(await readWith(flipped))]).not.toEqual([at, 'whole']);
  }
}, 60_000);

test.each(['clients', 'rig'])(
  'any other byte anywhere in %s is found',
  async (name) => {
    const file = join(directory, `${name}.jsonl`);
    const bytes = await readFile(file);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    const property = fc.asyncProperty(change, async ([at, by]) => {
      const changed = Buffer.from(bytes);
      changed[at] = ((bytes[at] as number) + by) % 256;
      await writeFile(file, changed);
      expect(found(await read())).not.toBe('whole');
    });
    await fc.assert(property, { numRuns: 200 });
  },
  60_000,
);

test('cut off anywhere it is judged as far as it goes, with a gap', async () => {
  for (let length = 0; length < whole.length; length += 1) {
    const isLineEnd = whole[length] === 10 || whole[length - 1] === 10;
    if (!isLineEnd && length % 20 !== 0) continue;
    const journal = await readWith(whole.subarray(0, length));
    expect([length, found(journal)]).toEqual([length, expect.stringMatching(/clients\.jsonl/)]);
    const text = whole.toString('utf8', 0, length);
    const operations = text.match(/^\{"kind":"op".*\}$/gm) ?? [];
    expect((journal as Journal).operations.length).toBe(operations.length);
  }
}, 60_000);

test('what stands behind the last seal is read, and said to be unsealed', async () => {
  const lines = linesOf(whole);
  expect(found(await readWith(fileOf(lines.slice(0, 7))))).toBe(
    'clients.jsonl:7 is the last line, and not a final seal: 2 lines are not sealed',
  );
});

test('any line that is left out is found', async () => {
  const lines = linesOf(whole);
  for (const at of lines.keys()) {
    const answer = found(await readWith(fileOf(lines.toSpliced(at, 1))));
    expect([at, answer]).toEqual([at, expect.stringMatching(/^clients\.jsonl:\d+/)]);
  }
});

test('any two lines in the other order are found, at the batch that does not fit', async () => {
  const lines = linesOf(whole);
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const swapped = lines.toSpliced(at, 2, lines[at + 1] as string, lines[at] as string);
    expect(await readWith(fileOf(swapped))).toBeInstanceOf(JournalCorrupt);
  }
  const swapped = lines.toSpliced(5, 2, lines[6] as string, lines[5] as string);
  expect(found(await readWith(fileOf(swapped)))).toBe(
    'clients.jsonl:6: something from here to line 9 was changed after it was written, ' +
      'or lines are missing or in another order',
  );
});

test('a batch that is left out with its seal, or moved, is found', async () => {
  const [first = '', ...others] = linesOf(whole);
  const [a, b, c] = [others.slice(0, 4), others.slice(4, 8), others.slice(8, 12)];
  const last = others.slice(12);
  const place = /^clients\.jsonl:2: something from here to line 5 was changed/;
  expect(found(await readWith(fileOf([first, ...b, ...c, ...last])))).toMatch(place);
  expect(found(await readWith(fileOf([first, ...b, ...a, ...c, ...last])))).toMatch(place);
  const cut = found(await readWith(fileOf([first, ...a, ...b])));
  expect(cut).toBe('clients.jsonl:9 is the last line, and not a final seal');
  const feigned = fileOf([first, ...a, ...b]).replace(/"\}\n$/, '","final":true}\n');
  expect(await readWith(feigned)).toBeInstanceOf(JournalCorrupt);
});

test('nothing can be added behind the final seal', async () => {
  const more = `${whole}${JSON.stringify(operation(10))}\n`;
  expect(found(await readWith(more))).toMatch(/^clients\.jsonl:15: stands after the final seal/);
  expect(found(await readWith(more.trimEnd()))).toMatch(/^clients\.jsonl:15: stands after/);
});

test('a file cannot stand for another, nor one without seals beside one with', async () => {
  const unsealed = fileOf(linesOf(whole).filter((line) => !line.startsWith('{"kind":"seal"')));
  expect(found(await readWith(unsealed))).toMatch(/^clients\.jsonl: has no seals, but rig\.jsonl/);
  await writeFile(clients, whole);
  await rename(clients, join(directory, 'others.jsonl'));
  expect(found(await read())).toMatch(/^others\.jsonl:1: .*another name/);
});

test('a writer killed before its first line leaves a gap', async () => {
  expect(found(await readWith(''))).toMatch(/clients\.jsonl has no whole line/);
});

test('a journal by hand needs no seals, and is said to have none', async () => {
  const text = [run, operation(1), { kind: 'end', atMs: 9 }].map((entry) => JSON.stringify(entry));
  await rm(clients);
  await writeFile(join(directory, 'rig.jsonl'), fileOf(text));
  const journal = (await read()) as Journal;
  expect([journal.complete, journal.chain]).toEqual([true, { sealed: false, files: [] }]);
});
