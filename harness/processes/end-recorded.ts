import { type Clock, until } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { type ProcessRecord, readStarted, readUnended } from './process-record.ts';
import {
  carriesLabel,
  hidesLabel,
  isAlive,
  listProcesses,
  type ProcessRow,
  readProcess,
  signalProcess,
  whereabouts,
  withDescendants,
} from './process-table.ts';

/** A process that was ended, with the name it was recorded under, if it was. */
export interface EndedProcess {
  readonly pid: number;
  readonly name?: string;
  readonly region?: string;
}

export interface EndOptions {
  readonly clock: Clock;
  /** How long they may take to end in order before SIGKILL. */
  readonly stopMs?: number;
}

/**
 * Ends every process of a run that still lives, from any process, any number of times: those of
 * its record, their groups and descendants, and all that carry its label. The run's own harness
 * must have ended before, or it may start more. Throws DeadlineExceeded if one cannot be ended.
 */
export async function endRecorded(
  runDir: string,
  runId: string,
  { clock, stopMs = deadlines.stopMs }: EndOptions,
): Promise<readonly EndedProcess[]> {
  const records = readUnended(runDir);
  const found = new Map<number, ProcessRow>();
  const started = readStarted(runDir);
  const alive = () => {
    for (const row of processesOf(runId, started)) found.set(row.pid, row);
    return [...found.values()].filter(isAlive);
  };
  const ends = (signal: string, ms: number, every: () => void) =>
    until(
      clock,
      { what: `the end of run ${runId} by ${signal}`, ms, everyMs: deadlines.lookEveryMs },
      () => {
        every();
        return alive().length === 0;
      },
    );
  askToEnd(alive(), records);
  try {
    await ends('its stop signals', stopMs, () => undefined);
  } catch {
    await ends('SIGKILL', deadlines.killMs, () => {
      for (const row of alive()) signalProcess(row, 'SIGKILL');
    });
  }
  const names = new Map(records.map((record) => [record.pid, record]));
  return [...found.keys()].map((pid) => {
    const record = names.get(pid);
    return record ? { pid, name: record.name, region: record.region } : { pid };
  });
}

/** Descendants end with their parents: a Postgres backend asked by itself looks like a crash. */
function askToEnd(alive: readonly ProcessRow[], records: readonly ProcessRecord[]): void {
  const recorded = new Map(records.map((record) => [record.pid, record]));
  const pids = new Set(alive.map((row) => row.pid));
  for (const row of alive) {
    const record = recorded.get(row.pid);
    if (record || !pids.has(row.parent)) signalProcess(row, record?.stopSignal ?? 'SIGTERM');
  }
  // A stopped process keeps a signal waiting until it is continued.
  for (const row of alive) signalProcess(row, 'SIGCONT');
}

function processesOf(runId: string, records: readonly ProcessRecord[]): readonly ProcessRow[] {
  const table = listProcesses();
  const leaders = new Set(records.filter(isAlive).map((record) => record.pid));
  const spared = ownLine();
  const roots = table
    .filter(
      (row) =>
        leaders.has(row.pid) ||
        leaders.has(row.group) ||
        carriesLabel(row.pid, runId) ||
        isOrphanOf(records, row),
    )
    .map((row) => row.pid);
  return withDescendants(roots, table).filter((row) => !spared.has(row.pid));
}

/**
 * A busy Postgres backend outlives a postmaster that was killed, carries no label and has no
 * parent of ours: it is known by its program and its directory, which no other run has.
 */
function isOrphanOf(records: readonly ProcessRecord[], row: ProcessRow): boolean {
  if (!hidesLabel(row.pid)) return false;
  const found = whereabouts(row.pid);
  return records.some(
    ({ program, directory, startTicks }) =>
      found !== undefined &&
      directory !== undefined &&
      found.program === program &&
      `${found.directory}/`.startsWith(`${directory}/`) &&
      row.startTicks >= startTicks,
  );
}

/** This process and its ancestors, should it have been started from within the run. */
function ownLine(): ReadonlySet<number> {
  const line = new Set<number>();
  for (let pid = process.pid; pid > 1 && !line.has(pid); pid = readProcess(pid)?.parent ?? 0) {
    line.add(pid);
  }
  return line;
}
