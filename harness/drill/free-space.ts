import { statfs } from 'node:fs/promises';

/** A run would fill the file system, and fail half-way with words that hide the reason. */
export class NoSpace extends Error {
  readonly code = 'NO_SPACE';
  override readonly name = 'NoSpace';
}

const MIB = 2 ** 20;

/** Bytes a run needs where its servers keep their data: 900 MiB were too few, 1.5 GiB enough. */
export const DATA_BYTES = 1536 * MIB;
/** Bytes a run needs for its journal and logs: 60 MB seen. */
export const RECORD_BYTES = 256 * MIB;

/** Throws NoSpace if the file system of an existing directory has less than `bytes` to give. */
export async function requireSpace(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const [has, needs] = [free, bytes].map((size) => `${Math.floor(size / MIB)} MiB`);
  throw new NoSpace(
    `${directory}: ${has} free, a run needs ${needs}; free some, or set TMPDIR to where there is`,
  );
}
