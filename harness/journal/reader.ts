import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './entry.ts';
import { JournalCorrupt } from './errors.ts';
import { type Journal, JournalBuilder } from './journal.ts';
import { faultOfEntry } from './validate.ts';

/**
 * Reads every `*.jsonl` of a run's journal directory, line by line, and merges them by time. A torn
 * last line, as a killed writer leaves it, makes the journal incomplete. Rejects JournalCorrupt,
 * with file and line, for anything else that is not an entry of this version.
 */
export async function readJournal(directory: string): Promise<Journal> {
  const builder = new JournalBuilder();
  for (const file of await journalFiles(directory)) await readFile(file, builder);
  try {
    return builder.build();
  } catch (cause) {
    throw new JournalCorrupt(directory, 0, (cause as Error).message, cause);
  }
}

async function journalFiles(directory: string): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => join(directory, name));
  } catch (cause) {
    throw new JournalCorrupt(directory, 0, 'no such journal directory', cause);
  }
}

async function readFile(file: string, builder: JournalBuilder): Promise<void> {
  let rest = '';
  let line = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const text = rest + chunk;
    let from = 0;
    for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      line += 1;
      builder.add(parseLine(file, line, text.slice(from, to)));
      from = to + 1;
    }
    rest = text.slice(from);
  }
  if (rest === '') return;
  if (isJson(rest)) builder.add(parseLine(file, line + 1, rest));
  else builder.gap(`${file}:${line + 1} is torn: its writer was killed`);
}

function parseLine(file: string, line: number, text: string): Entry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new JournalCorrupt(file, line, 'not JSON', cause);
  }
  const fault = faultOfEntry(value);
  if (fault) throw new JournalCorrupt(file, line, fault);
  return value as Entry;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
