import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * Appends one value as one line, in one write: what is written survives a SIGKILL of this process,
 * and with `durable` a loss of power.
 */
export function appendJsonLine(path: string, value: unknown, durable = false): void {
  const file = openSync(path, 'a');
  try {
    writeSync(file, `${JSON.stringify(value)}\n`);
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** All whole lines, none if there is no file. A torn line was never acted on, and is left out. */
export function readJsonLines(path: string): readonly unknown[] {
  const text = textOf(path);
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      return [];
    }
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
