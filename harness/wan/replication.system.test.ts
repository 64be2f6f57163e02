import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { installPart } from '../parts/index.ts';
import { type OnePostgres, startPostgres } from '../processes/one-postgres.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { claimSlot, type SlotClaim } from '../regions/simulated/slot.ts';
import { createWan } from './create-wan.ts';
import type { Wan } from './link.ts';
import { startToxiproxy } from './start-toxiproxy.ts';

const topology = {
  name: 'replication',
  regions: [],
  vantages: [],
  links: [{ from: 'us-west-2', to: 'us-east-1', delayMs: 32 }],
  mirrors: [],
  service: 'api.semantest.test',
};

let slot: SlotClaim;
let runDir: string;
let processes: Processes;
let wan: Wan & AsyncDisposable;
let primary: OnePostgres;
let standby: OnePostgres;

beforeAll(async () => {
  runDir = mkdtempSync(join(tmpdir(), 'blackstart-replication-'));
  chmodSync(runDir, 0o711);
  slot = await claimSlot();
  const at = (network: number, host: number, port = 5432) => ({
    host: `127.${network}.${slot.number}.${host}`,
    port,
  });
  const [api, upstream, listen] = [at(250, 1, 8474), at(10, 1), at(20, 101)];
  processes = createProcesses({ runId: runDir, runDir, clock });
  const program = (await installPart('toxiproxy')).program('toxiproxy-server');
  startToxiproxy({ processes, program, api, logFile: join(runDir, 'toxiproxy.log') });
  const paths = () => ({ postgres: { listen, upstream } });
  wan = await createWan({ api, topology, paths, clock });
  const common = { processes, clock, runDir };
  primary = await startPostgres({ ...common, name: 'primary', listen: upstream });
  await primary.query('create table operation (id bigint primary key, payload text)');
  standby = await startPostgres({ ...common, name: 'standby', listen: at(20, 1), primary: listen });
});
afterAll(async () => {
  await wan?.[Symbol.asyncDispose]();
  await processes?.endAll();
  slot?.[Symbol.dispose]();
  rmSync(runDir, { recursive: true });
});

const write = (from: number, to: number) =>
  primary.query(
    `insert into operation select n, repeat(md5(n::text), 20)
       from generate_series(${from}, ${to}) n`,
  );
const content = async (server: OnePostgres) =>
  (
    await server.query(`select count(*)::int as rows, md5(string_agg(payload, '' order by id)) as
    digest from operation`)
  )[0];
const equal = async () => {
  const [ours, theirs] = [await content(primary), await content(standby)];
  return ours?.digest === theirs?.digest && ours?.rows === theirs?.rows;
};

it.each(['black-hole', 'refuse'] as const)(
  'holds back WAL in a %s, and loses none after it',
  async (manner) => {
    const [first] = await primary.query('select coalesce(max(id), 0)::int as last from operation');
    const last = Number(first?.last);
    await write(last + 1, last + 1_000);
    await until(clock, { what: 'the standby to follow', ms: 10_000 }, equal);
    await wan.cut('us-west-2', 'us-east-1', manner, ['postgres']);
    await write(last + 1_001, last + 3_000);
    const behind = await content(standby);
    expect(behind?.rows).toBe(last + 1_000);
    await wan.restore('us-west-2', 'us-east-1');
    await until(clock, { what: 'the standby to follow again', ms: 15_000 }, equal);
    expect((await content(standby))?.rows).toBe(last + 3_000);
  },
);
