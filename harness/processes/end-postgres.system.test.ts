import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { endRecorded } from './end-recorded.ts';
import { type OnePostgres, startPostgres } from './one-postgres.ts';
import {
  carriesLabel,
  isAlive,
  type ProcessRow,
  readProcess,
  signalProcess,
  treeOf,
} from './process-table.ts';
import { createProcesses, type Processes } from './processes.ts';

let runDir: string;
let processes: Processes;
let postgres: OnePostgres;
let busy: Promise<unknown>;

beforeEach(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-postgres-'));
  chmodSync(runDir, 0o711);
  processes = createProcesses({ runId: runDir, runDir, clock });
  const listen = { host: '127.10.253.1', port: 5432 };
  postgres = await startPostgres({ processes, clock, runDir, name: 'postgres', listen });
  busy = postgres.query('select count(*) from generate_series(1, 1e12::bigint)').catch(() => 0);
});
afterEach(async () => {
  await processes.endAll();
  await busy;
  rmSync(runDir, { recursive: true });
});

/** The postmaster and its children, one of them busy with a query that never ends. */
function wholeTree(): Promise<readonly ProcessRow[]> {
  return until(clock, { what: 'a busy backend', ms: 10_000 }, () => {
    const tree = treeOf(postgres.server);
    return tree.length > 6 &&
      tree.some((row) => row.pid !== postgres.server.pid && row.state === 'R')
      ? tree
      : undefined;
  });
}

it('cannot know backends by label or group, and ends them all the same', async () => {
  const tree = await wholeTree();
  const backends = tree.filter((row) => row.pid !== postgres.server.pid);
  expect(backends.filter((row) => row.group === postgres.server.pid)).toEqual([]);
  expect(backends.filter((row) => carriesLabel(row.pid, runDir))).toEqual([]);
  const ended = await endRecorded(runDir, runDir, { clock });
  expect(ended.map(({ pid }) => pid)).toEqual(expect.arrayContaining(tree.map(({ pid }) => pid)));
  expect(tree.filter(isAlive)).toEqual([]);
});

it('ends a frozen Postgres, backends and all', async () => {
  const tree = await wholeTree();
  postgres.server.signalTree('SIGSTOP');
  const stopped = () => tree.every((row) => readProcess(row.pid)?.state === 'T');
  await until(clock, { what: 'all to stand still', ms: 5_000 }, stopped);
  await endRecorded(runDir, runDir, { clock });
  expect(tree.filter(isAlive)).toEqual([]);
});

it('needs nothing more when the postmaster alone was killed: its children die with it', async () => {
  const tree = await wholeTree();
  signalProcess(postgres.server, 'SIGKILL');
  const gone = () => !tree.some(isAlive);
  await until(clock, { what: 'the end of the backends', ms: 5_000 }, gone);
  expect(await endRecorded(runDir, runDir, { clock })).toEqual([]);
});
