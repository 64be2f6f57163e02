import type { Entry } from './entry.ts';
import { JournalCorrupt } from './errors.ts';
import { faultOfEntry } from './validate.ts';

/** The entry on a line. Throws JournalCorrupt, which names the place, if there is none. */
export function parseEntry(text: string, file: string, line: number): Entry {
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

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
