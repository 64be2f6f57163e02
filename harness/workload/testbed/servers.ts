import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import { type InstalledPart, installPart, type PartName, stage } from '../../parts/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { createProcesses, type Processes } from '../../processes/processes.ts';

/** A cold start on a busy machine; LocalStack is the slowest with about 11 s alone. */
export const startMs = 90_000;

/** Servers of one test file on an address of its own, with a private directory. */
export interface Testbed extends AsyncDisposable {
  readonly directory: string;
  readonly processes: Processes;
  /** Starts a program of a part; Postgres never as root. */
  start(
    part: PartName,
    program: string,
    args: readonly string[],
    env?: Env,
  ): Promise<ManagedProcess>;
  /** Runs a program of a part to its end; throws with the last lines of its log. */
  run(part: PartName, program: string, args: readonly string[], env?: Env): Promise<void>;
}

export type Env = Readonly<Record<string, string>>;

/** Debian's `nobody`: Postgres refuses root, so that as root it runs as this user. */
const nobody = { uid: 65534, gid: 65534 };

export function createTestbed(): Testbed {
  const directory = mkdtempSync(join(tmpdir(), 'blackstart-workload-'));
  chmodSync(directory, 0o777);
  const processes = createProcesses({ runId: directory, runDir: directory, clock });
  const parts = new Map<PartName, Promise<InstalledPart>>();
  const start: Testbed['start'] = async (name, program, args, env = {}) => {
    const other = name === 'postgres' && process.getuid?.() === 0;
    if (!parts.has(name)) parts.set(name, install(name, other ? directory : undefined));
    const part = (await parts.get(name)) as InstalledPart;
    return processes.spawn({
      name: program,
      region: 'test',
      command: part.program(program),
      args,
      env: { ...part.environment, HOME: directory, ...env },
      cwd: directory,
      logFile: join(directory, `${program}.log`),
      ...(other ? nobody : {}),
    });
  };
  return {
    directory,
    processes,
    start,
    run: async (name, program, args, env) => {
      const ran = await start(name, program, args, env);
      const { code } = await ran.exited;
      if (code !== 0) throw new Error(`${program}: ${ran.lastLogLines(8).join('\n')}`);
    },
    [Symbol.asyncDispose]: async () => {
      await processes.endAll();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function install(name: PartName, copyTo: string | undefined): Promise<InstalledPart> {
  const part = await installPart(name);
  return copyTo ? stage(part, join(copyTo, 'parts')) : part;
}

/** Resolves when something accepts connections there. */
export async function listening({ host, port }: Address): Promise<void> {
  await until(clock, { what: `${host}:${port}`, ms: startMs, everyMs: 50 }, async () => {
    const socket = connect({ host, port });
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    socket.once('connect', () => resolve(true)).once('error', reject);
    return promise.finally(() => socket.destroy());
  });
}

/** Writes a file that every user may read and returns its path. */
export function fileIn(directory: string, name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text, { mode: 0o644 });
  return path;
}
