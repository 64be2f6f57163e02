import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Neighbours } from '../../runtime.ts';

const schema = z.strictObject({
  leaveCpus: z.number().min(0),
  memoryBytes: z.number().min(0),
});

/** Who else is on a machine, as its file says; undefined while there is no file, or nobody. */
export function readNeighbours(file: string): Neighbours | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole at any moment, since it is read many times a second. */
export function writeNeighbours(file: string, neighbours: Neighbours): void {
  const next = `${file}.next`;
  writeFileSync(next, JSON.stringify(schema.parse(neighbours)));
  renameSync(next, file);
}
