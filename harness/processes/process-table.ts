import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A pid names a process only together with its start: the kernel gives pids out again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks between boot and its start. */
  readonly startTicks: number;
}

export interface ProcessRow extends ProcessIdentity {
  readonly state: string;
  readonly parent: number;
  readonly group: number;
}

/** Environment variable that marks every process of a run, inherited by what it starts. */
export const runLabel = 'BLACKSTART_RUN';

/** Only what identifies it, as plain data. */
export function identityOf({ pid, startTicks }: ProcessIdentity): ProcessIdentity {
  return { pid, startTicks };
}

/** The process now, or undefined if there is none or only its exit status is left (a zombie). */
export function readProcess(pid: number): ProcessRow | undefined {
  const row = readRow(pid);
  return row && row.state !== 'Z' && row.state !== 'X' ? row : undefined;
}

/** Also sees zombies: a child that ended at once still has its start ticks until it is reaped. */
export function readRow(pid: number): ProcessRow | undefined {
  const text = readProcFile(pid, 'stat');
  if (text === undefined) return undefined;
  // The second field is the program's name in brackets, and may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    state: fields[0] ?? 'X',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    startTicks: Number(fields[19]),
  };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return readProcess(identity.pid)?.startTicks === identity.startTicks;
}

export function listProcesses(): readonly ProcessRow[] {
  return readdirSync('/proc').flatMap((entry) => {
    const pid = Number(entry);
    const row = Number.isInteger(pid) ? readProcess(pid) : undefined;
    return row ? [row] : [];
  });
}

/** False also for processes whose environment we may not read: those of other users. */
export function carriesLabel(pid: number, runId: string): boolean {
  return readProcFile(pid, 'environ')?.split('\0').includes(`${runLabel}=${runId}`) ?? false;
}

/**
 * Whether its environment cannot be read because the process wrote its title over it, as each
 * Postgres backend does: then it carries no label, whoever started it.
 */
export function hidesLabel(pid: number): boolean {
  const entries = readProcFile(pid, 'environ')?.split('\0');
  return entries !== undefined && !entries.some((entry) => /^\w+=/.test(entry));
}

/** Its program and working directory; undefined if it is gone, or of a user we may not look at. */
export function whereabouts(pid: number): { program: string; directory: string } | undefined {
  try {
    return {
      program: readlinkSync(`/proc/${pid}/exe`),
      directory: readlinkSync(`/proc/${pid}/cwd`),
    };
  } catch {
    return undefined;
  }
}

/** The given processes and all that descend from them, parents before children. */
export function withDescendants(
  roots: Iterable<number>,
  table: readonly ProcessRow[],
): readonly ProcessRow[] {
  const wanted = new Set(roots);
  const children = Map.groupBy(table, (row) => row.parent);
  const found: ProcessRow[] = table.filter((row) => wanted.has(row.pid));
  for (const row of found) {
    for (const child of children.get(row.pid) ?? []) {
      if (wanted.has(child.pid)) continue;
      wanted.add(child.pid);
      found.push(child);
    }
  }
  return found;
}

/** Sends a signal to exactly this process; false if it is gone or its pid is someone else's now. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Sends a signal to a process, its group and all its descendants, and returns whom it reached.
 * Needed because Postgres gives each of its backends a session of its own.
 */
export function signalTree(
  root: ProcessIdentity,
  signal: NodeJS.Signals,
): readonly ProcessIdentity[] {
  const reached = new Map<number, ProcessRow>();
  for (;;) {
    const fresh = treeOf(root).filter((row) => !reached.has(row.pid));
    for (const row of fresh) if (signalProcess(row, signal)) reached.set(row.pid, row);
    // What was started while we looked is stopped too: a stopped parent starts no more.
    if (fresh.length === 0 || signal !== 'SIGSTOP') return [...reached.values()];
  }
}

/** Kills a process, its group and all its descendants, none of which can start another first. */
export function killTree(root: ProcessIdentity): readonly ProcessIdentity[] {
  const tree = signalTree(root, 'SIGSTOP');
  for (const row of tree) signalProcess(row, 'SIGKILL');
  return tree;
}

export function treeOf(root: ProcessIdentity): readonly ProcessRow[] {
  if (!isAlive(root)) return [];
  const table = listProcesses();
  const group = table.filter((row) => row.group === root.pid).map((row) => row.pid);
  return withDescendants([root.pid, ...group], table);
}

function readProcFile(pid: number, file: 'stat' | 'environ'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
