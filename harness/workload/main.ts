import { systemClock } from '../../engine/index.ts';
import { openJournal } from '../journal/index.ts';
import { readWorkloadConfig, workloadConfigVariable } from './config.ts';
import { obey } from './control.ts';
import { progressEveryMs, terminateMs } from './deadlines.ts';
import { EventLoopDelay } from './event-loop-delay.ts';
import { Load } from './load.ts';
import { Progress } from './progress.ts';

const config = readWorkloadConfig(process.env[workloadConfigVariable]);
const clock = systemClock;
const journal = openJournal(config.journal, 'clients', clock);
const progress = new Progress(Object.keys(config.vantages), config.everyNth);
const delay = new EventLoopDelay();
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const load = new Load(config, clock, (entry) => {
  journal.append(entry);
  progress.add(entry);
});

const stopped = new AbortController();
let graceMs = config.operationTimeoutMs;
const stop = () => stopped.abort();
obey(process, stop);
const longest = setTimeout(stop, config.maxDurationMs);
process.once('SIGTERM', () => {
  graceMs = Math.min(graceMs, terminateMs);
  stop();
});
// The parent may be gone, and with it the reader of the progress lines; the journal goes on.
process.stdout.on('error', stop);

// What the parent sees is the full rate from the first line on; the ramp is only in the journal.
let atFullRate = false;
const ticker = setInterval(() => {
  const atMs = clock.monotonicMs();
  const value = delay.takeMs();
  journal.append({ kind: 'sample', atMs, of: 'event-loop-delay-ms', at: 'workload', value });
  const vantages = progress.take();
  if (atFullRate) print({ progress: { atMs, vantages } });
  atFullRate = load.isAtFullRate;
}, progressEveryMs);

print({ ready: true });
await load.run(stopped.signal);
await load.finish(graceMs);
clearInterval(ticker);
clearTimeout(longest);
await journal.close();
process.exit(0);
