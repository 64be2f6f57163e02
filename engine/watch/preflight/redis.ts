import {
  type Command,
  type RedisTarget,
  refusesLogin,
  withRedis,
} from '../../systems/redis/session.ts';
import { isOlder, type Question } from './question.ts';

const oldest = '6.2';

/** What a failover sends, and a warm-up: asked about, and not done. */
const needed = [
  ['REPLICAOF', 'NO', 'ONE'],
  ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
  ['CLIENT', 'KILL', 'TYPE', 'normal'],
  ['SCAN', '0'],
];

const login = 'put right redis.username and redis.password in the endpoints';
const rights = 'allow its user INFO, CONFIG, REPLICAOF, CLIENT and SCAN';

export function redisQuestion(region: string, target: RedisTarget): Question {
  return { of: 'redis', region, ask: () => withRedis(target, ask).catch(refusalIn) };
}

/** What the server says against us; whatever else went wrong says nothing, and is thrown. */
export function refusalIn(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  if (/^NOPERM\b|^ERR unknown (sub)?command|^ERR Command .* not found/i.test(said)) {
    return `refuses what a failover sends (${said}): ${rights}`;
  }
  if (refusesLogin(error)) return `refuses the login (${said}): ${login}`;
  throw error;
}

async function ask(command: Command): Promise<string | undefined> {
  const old = flawIn(String(await command('INFO', 'server')));
  if (old !== undefined) return old;
  await command('CONFIG', 'GET', 'min-replicas-to-write');
  const forbidden = await forbiddenTo(command);
  return forbidden && `refuses what a failover sends (${forbidden}): ${rights}`;
}

/** Reads `INFO server`. */
export function flawIn(info: string): string | undefined {
  const [, version = ''] = /^redis_version:(\S+)/m.exec(info) ?? [];
  if (!isOlder(version, oldest)) return undefined;
  return `is Redis ${version}, and ${oldest} is the oldest that can be moved: upgrade it`;
}

/** Since 7.0 a server says whether it would do a command. One that does not say is believed. */
async function forbiddenTo(command: Command): Promise<string | undefined> {
  const user = await command('ACL', 'WHOAMI').catch(believed);
  if (typeof user !== 'string') return undefined;
  for (const words of needed) {
    const said = await command('ACL', 'DRYRUN', user, ...words).catch(believed);
    if (said !== 'OK' && said !== undefined) return String(said);
  }
  return undefined;
}

/** Of a server that is too old to say, or will not tell this user. */
export function believed(error: Error): undefined {
  if (!/^NOPERM\b|^ERR unknown (sub)?command/i.test(error.message)) throw error;
}
