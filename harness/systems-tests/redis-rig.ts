import { createClient } from 'redis';
import {
  type Address,
  systemClock as clock,
  type RedisMember,
  RedisServer,
  until,
} from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import { createRig, type Rig, restartRedis, startRedis } from './rig.ts';
import type { SystemUnderTest } from './system-contract.ts';

const hosts = { east: '127.10.251.1', west: '127.20.251.1', europe: '127.30.251.1' };
export type Name = keyof typeof hosts;
export const names = Object.keys(hosts) as Name[];
export const redisAt = (name: string): Address => ({ host: hosts[name as Name], port: 6379 });

export interface RedisRig extends Omit<SystemUnderTest, 'system'> {
  readonly rig: Rig;
  readonly members: readonly RedisMember[];
  readonly process: (name: string) => ManagedProcess;
  /** Starts one again that was killed, with the settings that it has left. */
  restart(name: Name): Promise<void>;
}

export interface RedisRigOptions {
  /** What all servers ask for. */
  readonly password?: string;
  /** More lines of the configuration of each. */
  readonly lines?: readonly string[];
  /** Where a replica finds the one in the east, if not at its own address. */
  readonly over?: Partial<Record<Name, Address>>;
}

/** Three servers, two of which follow the one in the east. */
export async function startRedisRig(options: RedisRigOptions = {}): Promise<RedisRig> {
  const { password, over = {} } = options;
  const rig = createRig();
  const login = password === undefined ? [] : [`requirepass ${password}`, `masterauth ${password}`];
  const lines = [...login, ...(options.lines ?? [])];
  const processes = new Map<string, ManagedProcess>();
  const start = async (name: Name, leader?: Address) => {
    const announced = `replica-announce-ip ${hosts[name]}`;
    processes.set(name, await startRedis(rig, redisAt(name), leader, [announced, ...lines]));
  };
  await start('east');
  for (const name of ['west', 'europe'] as const) await start(name, over[name] ?? redisAt('east'));
  const members = names.map((name): RedisMember => {
    const server = new RedisServer(clock, { ...redisAt(name), password });
    return { name, server, seenFrom: { '*': redisAt(name), ...(name === 'east' ? over : {}) } };
  });
  const process = (name: string) => {
    const found = processes.get(name);
    if (!found) throw new RangeError(`no ${name} was started`);
    return found;
  };
  await until(clock, { what: 'replication', ms: 20_000, everyMs: 50 }, async () => {
    const all = await Promise.all(members.map(({ server }) => server.replication()));
    return all.every(({ role, linkUp }) => role === 'master' || linkUp);
  });
  return {
    rig,
    members,
    process,
    names,
    write: (name, key) => askRedis(redisAt(name), password, (to) => to.set(key, 'x')),
    keys: (name) => askRedis(redisAt(name), password, (of) => of.keys('*')),
    kill: async (name) => void (await process(name).kill()),
    freeze: (name) => process(name).signalTree('SIGSTOP'),
    thaw: (name) => process(name).signalTree('SIGCONT'),
    start: (name, leader) => start(name as Name, redisAt(leader)),
    restart: async (name) => {
      processes.set(name, await restartRedis(rig, redisAt(name)));
    },
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}

type Client = ReturnType<typeof connect>;

function connect(socket: Address, password: string | undefined) {
  const login = password === undefined ? {} : { password };
  const limits = { connectTimeout: 500, socketTimeout: 500, reconnectStrategy: false as const };
  return createClient({ RESP: 2, ...login, socket: { ...socket, ...limits } });
}

/** As a client does it, on a connection of its own. */
export async function askRedis<T>(
  at: Address,
  password: string | undefined,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = connect(at, password);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
