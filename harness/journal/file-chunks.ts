import { open } from 'node:fs/promises';
import { JournalCorrupt } from './errors.ts';

const chunkBytes = 1 << 20;

/**
 * Reads a file piece by piece. `take` is given what it has not taken yet, longer each time, and
 * says how many bytes it has done with; what it never took is returned. Memory is one piece, or
 * the longest line. Rejects JournalCorrupt if the file cannot be read, or as `take` throws.
 */
export async function readChunks(file: string, take: (bytes: Buffer) => number): Promise<Buffer> {
  await using handle = await open(file).catch((cause) => {
    throw new JournalCorrupt(file, 0, 'cannot be read', cause);
  });
  let buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let held = 0;
  for (;;) {
    if (held === buffer.length) buffer = Buffer.concat([buffer], 2 * held);
    const { bytesRead } = await handle.read(buffer, held).catch((cause) => {
      throw new JournalCorrupt(file, 0, 'cannot be read', cause);
    });
    held += bytesRead;
    if (bytesRead === 0) return buffer.subarray(0, held);
    const taken = take(buffer.subarray(0, held));
    buffer.copyWithin(0, taken, held);
    held -= taken;
  }
}
