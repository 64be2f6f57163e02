import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const tailBytes = 64 * 1024;

/** Last `count` lines of a log, taken from its last 64 KiB; none if it cannot be read. */
export function lastLines(path: string, count: number): readonly string[] {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const length = Math.min(size, tailBytes);
      const buffer = Buffer.alloc(length);
      readSync(file, buffer, 0, length, size - length);
      return buffer.toString('utf8').trimEnd().split('\n').slice(-count);
    } finally {
      closeSync(file);
    }
  } catch {
    return [];
  }
}
