import { readFileSync } from 'node:fs';
import { isAlive, type ProcessIdentity } from './process-table.ts';

/** What a process has used since it began, and what it holds now. */
export interface ProcessUsage {
  /** Of all its threads, in user and system mode. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** What /proc counts processor time in: USER_HZ is 100 to every program, whatever the kernel's. */
const tickMs = 10;

/** Undefined if it has ended, or its pid is another's now. */
export function readUsage(identity: ProcessIdentity): ProcessUsage | undefined {
  if (!isAlive(identity)) return undefined;
  try {
    const stat = readFileSync(`/proc/${identity.pid}/stat`, 'utf8');
    const status = readFileSync(`/proc/${identity.pid}/status`, 'utf8');
    // The second field is the program's name in brackets, and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system] = [Number(fields[11]), Number(fields[12])];
    const residentKiB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    return { cpuMs: (user + system) * tickMs, residentBytes: residentKiB * 1024 };
  } catch {
    return undefined;
  }
}
