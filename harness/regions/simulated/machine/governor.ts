import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Governed, govern } from './govern.ts';
import { readNeighbours } from './neighbours.ts';

const settings = z.strictObject({
  /** Who else is on the machine; without it there is nothing to do. */
  file: z.string(),
  service: z.strictObject({ pid: z.int(), startTicks: z.number() }),
});
export type GovernorSettings = z.infer<typeof settings>;

const { file, service } = settings.parse(JSON.parse(process.argv[2] ?? ''));
const over = new AbortController();
process.once('SIGTERM', () => over.abort());
// Whoever started it has ended, by whatever signal: nobody would end it any more.
process.stdin.once('end', () => over.abort()).resume();

/** The engine's clock would bring the whole engine into a process that is to take little. */
const clock: Governed['clock'] = {
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};
process.stdout.write('governs\n');
const share = () => readNeighbours(file)?.leaveCpus;
await govern({ clock, process: service, share }, over.signal);
process.exit(0);
