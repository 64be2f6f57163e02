import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseDocument } from 'yaml';
import {
  type Address,
  systemClock as clock,
  controlKeys,
  type Endpoints,
  etcdStore,
  type Fact,
  scalePlan,
  until,
} from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { database, login, type Machine, startPrimary, startStandby } from './postgres-rig.ts';
import { createRig, type Rig, startEtcd, startRedis } from './rig.ts';

export interface Claim {
  /** Home of the controller that claims it. */
  readonly home: keyof typeof hosts;
  readonly step: string;
  readonly event: string;
  readonly epoch?: number;
  readonly detail?: string;
}

const hosts = {
  'us-east-1': '127.10.252.1',
  'us-west-2': '127.20.252.1',
  'eu-west-1': '127.30.252.1',
};
const regions = Object.keys(hosts) as (keyof typeof hosts)[];
const at = (region: keyof typeof hosts, port: number): Address => ({ host: hosts[region], port });
const all = (address: Address) => ({ '*': address });
const door = (region: keyof typeof hosts) => at(region, 7800);
const etcd = at('us-west-2', 2379);
export const store = etcdStore(clock, [etcd], 1_000);
export const keys = controlKeys('semantest');
const credentials = { accessKeyId: 'engine', secretAccessKey: 'any' };
const slots = { 'us-east-1': 'us_east_1', 'us-west-2': 'us_west_2', 'eu-west-1': 'eu_west_1' };

/** What the controller of a region is told. */
export const endpointsOf = (home: keyof typeof hosts): Endpoints => ({
  home,
  listen: door(home),
  regions: Object.fromEntries(
    regions.map((region) => [
      region,
      {
        postgres: { seenFrom: all(at(region, 5432)), ...login, database, slots },
        redis: { seenFrom: all(at(region, 6379)) },
        kafka: { seenFrom: all(at(region, 9092)) },
        s3: { seenFrom: all(at(region, 4566)), bucket: region, credentials },
        gateway: { seenFrom: all(at(region, 8080)) },
        etcd: { seenFrom: all(etcd) },
      },
    ]),
  ),
  route53: { seenFrom: all(at('us-east-1', 4566)) },
  vantages: Object.fromEntries(
    [...regions, 'ap-south-1'].map((name) => [name, { resolver: at('us-west-2', 5353) }]),
  ),
  service: { name: 'api.semantest.test', records: hosts },
});

/** Three databases, caches and controllers, one etcd, and all durations a tenth. */
export interface EngineRig extends AsyncDisposable {
  readonly rig: Rig;
  readonly etcd: ManagedProcess;
  /** The controllers, by region; any of them may lead. */
  readonly engines: Readonly<Record<keyof typeof hosts, ManagedProcess>>;
  readonly databases: Readonly<Record<keyof typeof hosts, Machine>>;
  readonly claims: readonly Claim[];
  claimed(step: string, event: string): Claim | undefined;
  /** The home of the controller that leads, as the last that said so. */
  leader(): Claim['home'];
}

const token = 'a-token-of-a-test-0123456789';

export const get = (path: string, region: keyof typeof hosts = 'us-west-2') =>
  fetch(`http://${door(region).host}:${door(region).port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });

/** Asked as an operator who has the token. */
export const post = (path: string, body: object, region: keyof typeof hosts = 'us-west-2') =>
  fetch(`http://${door(region).host}:${door(region).port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const place = (which: 'writer' | 'routing', region: string, epoch: number) =>
  store.put(keys[which], JSON.stringify({ region, epoch }));

export async function assigned(which: 'writer' | 'routing'): Promise<unknown> {
  return JSON.parse((await store.get(keys[which]))?.value ?? 'null');
}

async function startServers(rig: Rig) {
  const member = await startEtcd(rig, etcd);
  await startRedis(rig, at('us-east-1', 6379));
  for (const region of ['us-west-2', 'eu-west-1'] as const) {
    await startRedis(rig, at(region, 6379), at('us-east-1', 6379));
  }
  const primary = await startPrimary(rig, at('us-east-1', 5432));
  const databases = {
    'us-east-1': primary,
    'us-west-2': await startStandby(rig, at('us-west-2', 5432), primary),
    'eu-west-1': await startStandby(rig, at('eu-west-1', 5432), primary),
  };
  await place('writer', 'us-east-1', 1);
  await place('routing', 'us-east-1', 1);
  return { member, databases };
}

/**
 * All durations a tenth; of the triggers the one whose servers are all there, and no probes of
 * those that are not; what is past the commit is tried again for a second only, and a leader is
 * missed after three.
 */
function writePlan(rig: Rig): string {
  const plan = parseDocument(readFileSync('fixtures/plans/semantest.yaml', 'utf8'));
  const kept = plan.getIn(['triggers', 'database_primary_failure']);
  plan.set('triggers', { database_primary_failure: kept });
  for (const absent of ['kafka', 's3', 'gateway']) plan.deleteIn(['probes', absent]);
  plan.setIn(['runbooks', 'retryFor'], '10 s');
  // A tenth of what it is would pass to another whenever the machine stalls for a second.
  plan.setIn(['control', 'leaderTtl'], '30 s');
  const path = join(rig.directory, 'plan.yaml');
  writeFileSync(path, scalePlan(plan.toString(), 0.1));
  return path;
}

function startEngine(rig: Rig, plan: string, home: keyof typeof hosts, claims: Claim[]) {
  const engine = rig.spawn({
    name: `engine-${home}`,
    command: process.execPath,
    args: ['engine/main.ts'],
    env: {
      BLACKSTART_PLAN: plan,
      BLACKSTART_ENDPOINTS: JSON.stringify(endpointsOf(home)),
      BLACKSTART_TOKEN: token,
    },
    piped: true,
  });
  if (engine.stdout) {
    createInterface({ input: engine.stdout }).on('line', (line) => {
      claims.push({ home, ...JSON.parse(line).claim });
    });
  }
  return engine;
}

/** Before this the leader cannot know what a failover would lose, and asks. */
async function seesAllDatabases(leader: keyof typeof hosts): Promise<boolean> {
  const { facts } = (await (await get('/status', leader)).json()) as { facts: readonly Fact[] };
  const seen = facts.filter(({ of, value }) => of === 'postgres' && value === true);
  return seen.length === regions.length;
}

/** Starts all of it; the engine watches, and one of its controllers leads. */
export async function startEngineRig(): Promise<EngineRig> {
  const rig = createRig();
  const { member, databases } = await startServers(rig);
  const plan = writePlan(rig);
  const claims: Claim[] = [];
  const start = (home: keyof typeof hosts) => startEngine(rig, plan, home, claims);
  const engines = {
    'us-east-1': start('us-east-1'),
    'us-west-2': start('us-west-2'),
    'eu-west-1': start('eu-west-1'),
  };
  const claimed = (step: string, event: string) =>
    claims.find((claim) => claim.step === step && claim.event === event);
  const leads = () => claims.findLast(({ step }) => step === 'leads');
  await until(clock, { what: 'a leader', ms: 20_000 }, leads);
  const leader = () => {
    const { home } = leads() ?? {};
    if (!home) throw new Error('nobody leads');
    return home;
  };
  await until(clock, { what: 'all databases to be seen', ms: 20_000 }, () =>
    seesAllDatabases(leader()),
  );
  return {
    rig,
    etcd: member,
    engines,
    databases,
    claims,
    claimed,
    leader,
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}
