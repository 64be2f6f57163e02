import { createInterface } from 'node:readline';

/** Where a parent's words come from: an IPC channel if there is one, else lines of JSON. */
type Controlled = Pick<NodeJS.Process, 'connected' | 'stdin' | 'on' | 'once'>;

/** Calls `stop` when the parent says `{"do":"stop"}`, or is gone, which ends channel or input. */
export function obey(process: Controlled, stop: () => void): void {
  const hear = (word: unknown) => {
    if ((word as { do?: unknown } | null)?.do === 'stop') stop();
  };
  if (process.connected) {
    process.on('message', hear);
    process.once('disconnect', stop);
    return;
  }
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => hear(parsed(line)));
  lines.once('close', stop);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
