import { chmod, mkdir, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { readProcess } from '../processes/process-table.ts';
import { releaseSharedMemory } from '../regions/index.ts';
import { DATA_BYTES, RECORD_BYTES, requireSpace } from './free-space.ts';

/** Where one run keeps what stays (`runDir`) and what ends with it (`privateDir`). */
export interface RunDirectory {
  /** Unique on this machine; the label of every process of the run. */
  readonly runId: string;
  readonly runDir: string;
  readonly journalDir: string;
  readonly logsDir: string;
  readonly privateDir: string;
  /** As of RunFile. */
  readonly engineUrl?: string | undefined;
}

/** What `heal` needs to know of a run after a crash; `<runDir>/run.json`. */
export interface RunFile {
  readonly runId: string;
  readonly privateDir: string;
  /** The process in charge, by id and start time, so that a reused id is not taken for it. */
  readonly owner: { readonly pid: number; readonly startTicks: number };
  /** Meant to outlive its owner until `down`; said only when it is left, never before. */
  readonly keep: boolean;
  /** Where the container engine listens that has the containers of the run, if it has some. */
  readonly engineUrl?: string | undefined;
}

export interface RunName {
  readonly root: string;
  readonly scenario: string;
  readonly wallMs: number;
  readonly seed: number;
}

/** Makes the directories of a run, and the file by which it is healed. Throws NoSpace. */
export async function createRunDirectory(name: RunName, engineUrl?: string): Promise<RunDirectory> {
  await requireSpace(tmpdir(), DATA_BYTES);
  await requireSpace(name.root, RECORD_BYTES);
  const start = new Date(name.wallMs).toISOString().replaceAll(':', '').replace('.', '');
  const runDir = join(name.root, 'reports', 'runs', name.scenario, `${start}-${name.seed}`);
  const runId = `${name.scenario}-${start}-${name.seed}-${process.pid}`;
  const directory: RunDirectory = {
    runId,
    runDir,
    journalDir: join(runDir, 'journal'),
    logsDir: join(runDir, 'logs'),
    privateDir: join(tmpdir(), `blackstart-${userInfo().uid}`, runId),
    ...(engineUrl && { engineUrl }),
  };
  await mkdir(directory.journalDir, { recursive: true });
  await mkdir(directory.logsDir, { recursive: true });
  await writeRunFile(directory, false);
  await makePassable(directory.privateDir);
  return directory;
}

/** From now on the run is left on purpose: `down` ends it, and `heal` passes over it. */
export function keepRun(directory: RunDirectory): Promise<void> {
  return writeRunFile(directory, true);
}

/** Servers that refuse to run as root must get to what is theirs below, but list nothing. */
async function makePassable(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const level of [dirname(directory), directory]) await chmod(level, 0o711);
}

async function writeRunFile(directory: RunDirectory, keep: boolean): Promise<void> {
  const { pid } = process;
  const { runId, privateDir, engineUrl } = directory;
  const file: RunFile = {
    runId,
    privateDir,
    owner: { pid, startTicks: readProcess(pid)?.startTicks ?? 0 },
    keep,
    ...(engineUrl && { engineUrl }),
  };
  const path = join(directory.runDir, 'run.json');
  const draft = `${path}.draft`;
  await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`);
  await rename(draft, path);
}

/**
 * Points `reports/runs/latest` at a run that has a record. A link is replaced by renaming a new
 * one over it, so that it is never missing.
 */
export async function pointLatest({ runDir }: Pick<RunDirectory, 'runDir'>): Promise<void> {
  const runsDir = dirname(dirname(runDir));
  const next = join(runsDir, `.latest-${process.pid}`);
  await rm(next, { force: true });
  await symlink(relative(runsDir, runDir), next);
  await rename(next, join(runsDir, 'latest'));
}

/** In the directory of a run of which nothing is left to end or to undo. */
export const CLOSED = 'closed';

/** Removes what ends with the run, and says so. Any number of times. */
export async function closeRun({ runDir, privateDir, engineUrl }: CloseRequest): Promise<void> {
  // What containers share among themselves ended with them, and its ids are not this machine's.
  if (engineUrl === undefined) await releaseSharedMemory(privateDir);
  await rm(privateDir, { recursive: true, force: true });
  await removeIfEmpty(dirname(privateDir));
  await writeFile(join(runDir, CLOSED), '');
}

type CloseRequest = Pick<RunDirectory, 'runDir' | 'privateDir' | 'engineUrl'>;

/** Other runs of this user may have theirs in it. */
async function removeIfEmpty(directory: string): Promise<void> {
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error;
  });
}
