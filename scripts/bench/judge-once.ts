import { readJournal } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';

/** Judges the journal in a directory and prints what that took, as a line of JSON. */
const [, , directory = ''] = process.argv;
const beganMs = performance.now();
const journal = await readJournal(directory);
const readMs = performance.now() - beganMs;
const { verdict, reasons } = judge(journal);
const lasted = (performance.now() - beganMs) / 1_000;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const seconds = Math.max(lasted, (userCPUTime + systemCPUTime) / 1e6);
const resident = maxRSS * 1024;
const answer = { seconds, readSeconds: readMs / 1_000, resident, verdict, reasons };
process.stdout.write(`${JSON.stringify(answer)}\n`);
