import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Calls `stop` when a line `{"do":"stop"}` comes, or when the input ends: then the parent is gone. */
export function obey(input: Readable, stop: () => void): () => void {
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    if (isStop(line)) stop();
  });
  lines.once('close', stop);
  return () => {
    lines.off('close', stop);
    lines.close();
  };
}

function isStop(line: string): boolean {
  try {
    return (JSON.parse(line) as { do?: unknown }).do === 'stop';
  } catch {
    return false;
  }
}
