import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/**
 * Gives back the segment of System V shared memory of every Postgres below a directory that was
 * killed: none but its next start would. Its id is on line 7 of `postmaster.pid`, after its key
 * (PostgreSQL documentation, "Database File Layout").
 */
export async function releaseSharedMemory(directory: string): Promise<void> {
  for await (const file of glob(join(directory, '*/postgres/data/postmaster.pid'))) {
    const [, id] = (await readFile(file, 'utf8')).split('\n')[6]?.trim().split(/\s+/) ?? [];
    // Gone already if another run has taken over the data.
    if (id) await execa('ipcrm', ['-m', id], { reject: false });
  }
}
