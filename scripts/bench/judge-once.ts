import { readFileSync } from 'node:fs';
import { readJournal } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';

/** Judges the journal in a directory and prints what that took, as a line of JSON. */
const [, , directory = ''] = process.argv;
const beganMs = performance.now();
const { verdict } = judge(await readJournal(directory));
const lastedMs = performance.now() - beganMs;
const { user, system } = process.cpuUsage();
const seconds = Math.max(lastedMs / 1e3, (user + system) / 1e6);
// Not getrusage: it counts what the parent held when it started this process.
const status = readFileSync('/proc/self/status', 'utf8');
const resident = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
process.stdout.write(`${JSON.stringify({ seconds, resident, verdict })}\n`);
