import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { claimSlot, type SlotClaim } from '../regions/simulated/slot.ts';
import { endRecorded } from './end-recorded.ts';
import { type OnePostgres, startPostgres } from './one-postgres.ts';
import { carriesLabel, isAlive, readProcess, signalProcess, treeOf } from './process-table.ts';
import { createProcesses, type Processes } from './processes.ts';

let runDir: string;
let processes: Processes;
let slot: SlotClaim;
let postgres: OnePostgres;
let busy: Promise<unknown>;
let busyPid: number;

beforeEach(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-postgres-'));
  chmodSync(runDir, 0o711);
  processes = createProcesses({ runId: runDir, runDir, clock });
  slot = await claimSlot();
  const listen = { host: `127.10.${slot.number}.1`, port: 5432 };
  postgres = await startPostgres({ processes, clock, runDir, name: 'postgres', listen });
  busy = postgres.query('do $$ begin loop end loop; end $$').catch(() => undefined);
  let asking = 0;
  busyPid = await until(clock, { what: 'a busy backend', ms: 10_000 }, async () => {
    const sql = `select pid, pg_backend_pid() as asking from pg_stat_activity
      where query like 'do %' and state = 'active'`;
    const [row] = await postgres.query(sql);
    asking = Number(row?.asking);
    return Number(row?.pid) || undefined;
  });
  // It ends by itself, and is not to be counted among those that had to be ended.
  const gone = { what: 'the end of the backend that was asked', ms: 5_000, everyMs: 10 };
  await until(clock, gone, () => readProcess(asking) === undefined);
});
afterEach(async () => {
  await endRecorded(runDir, runDir, { clock, stopMs: 2_000 });
  await processes.endAll();
  await busy;
  slot[Symbol.dispose]();
  rmSync(runDir, { recursive: true });
});

it('cannot know backends by label or group, and ends them all the same', async () => {
  const tree = treeOf(postgres.server);
  const backends = tree.filter((row) => row.pid !== postgres.server.pid);
  expect(backends.filter((row) => row.group === postgres.server.pid)).toEqual([]);
  expect(backends.filter((row) => carriesLabel(row.pid, runDir))).toEqual([]);
  expect(backends.map(({ pid }) => pid)).toContain(busyPid);
  const ended = await endRecorded(runDir, runDir, { clock });
  expect(ended.map(({ pid }) => pid)).toEqual(expect.arrayContaining(tree.map(({ pid }) => pid)));
  expect(tree.filter(isAlive)).toEqual([]);
});

it('ends a frozen Postgres, backends and all', async () => {
  const tree = treeOf(postgres.server);
  postgres.server.signalTree('SIGSTOP');
  const stopped = () => tree.every((row) => ['T', undefined].includes(readProcess(row.pid)?.state));
  await until(clock, { what: 'all to stand still', ms: 5_000 }, stopped);
  await endRecorded(runDir, runDir, { clock });
  expect(tree.filter(isAlive)).toEqual([]);
});

it('ends the busy backend that outlives a postmaster that was killed alone', async () => {
  const tree = treeOf(postgres.server);
  signalProcess(postgres.server, 'SIGKILL');
  await postgres.server.exited;
  const idle = tree.filter((row) => row.pid !== busyPid);
  await until(clock, { what: 'the end of the idle ones', ms: 5_000 }, () => !idle.some(isAlive));
  expect(readProcess(busyPid)).toBeDefined();
  expect(await endRecorded(runDir, runDir, { clock })).toEqual([{ pid: busyPid }]);
  expect(readProcess(busyPid)).toBeUndefined();
});
