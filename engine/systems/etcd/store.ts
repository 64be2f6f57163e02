import { request } from 'undici';
import type { Clock } from '../../ports/clock.ts';
import {
  type ControlStore,
  ControlStoreUnavailable,
  type Listed,
  type Stored,
} from '../../ports/control-store.ts';
import type { Address } from '../../ports/endpoints.ts';
import { MemberOrder } from './member-order.ts';

/** How long a member that failed is asked last: a tenth of the time is spent on trying it again. */
const TIMEOUTS_OF_REST = 10;

interface KeyValue {
  readonly key: string;
  readonly value?: string;
  readonly mod_revision: string;
}

interface RangeReply {
  readonly kvs?: readonly KeyValue[];
}

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const decode = (text: string | undefined) => Buffer.from(text ?? '', 'base64').toString('utf8');

/** First key after all that begin with this prefix; etcd's ranges end there. */
function afterPrefix(prefix: string): string {
  const bytes = Buffer.from(prefix, 'utf8');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) + 1;
  return bytes.toString('base64');
}

async function callMember(member: Address, path: string, body: string, timeoutMs: number) {
  const reply = await request(`http://${member.host}:${member.port}/v3/kv/${path}`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { statusCode } = reply;
  const text = await reply.body.text();
  if (statusCode !== 200) throw new Error(`etcd ${member.host}: ${statusCode} ${text.trim()}`);
  return JSON.parse(text);
}

function listedFrom({ kvs = [] }: RangeReply): readonly Listed[] {
  return kvs.map(({ key, value, mod_revision: revision }) => ({
    key: decode(key),
    value: decode(value),
    revision,
  }));
}

/**
 * etcd over its HTTP gateway (`/v3/kv`), asking the members in the order given until one answers,
 * those that just failed last. A time-out bounds each try at one member, in milliseconds.
 */
export function etcdStore(
  clock: Clock,
  members: readonly Address[],
  timeoutMs: number,
): ControlStore {
  const order = new MemberOrder(clock, members, TIMEOUTS_OF_REST * timeoutMs);

  async function call(path: string, question: unknown) {
    const body = JSON.stringify(question);
    const failures: unknown[] = [];
    for (const member of order.now()) {
      try {
        const reply = await callMember(member, path, body, timeoutMs);
        order.answered(member);
        return reply;
      } catch (error) {
        order.failed(member);
        failures.push(error);
      }
    }
    const why = failures.map((failure) => (failure as Error).message).join('; ');
    throw new ControlStoreUnavailable(`no etcd member answered (${why})`, {
      cause: new AggregateError(failures),
    });
  }

  async function get(key: string): Promise<Stored | undefined> {
    const reply: RangeReply = await call('range', { key: encode(key) });
    const [found] = reply.kvs ?? [];
    return found && { value: decode(found.value), revision: found.mod_revision };
  }

  return {
    get,
    async put(key, value) {
      await call('put', { key: encode(key), value: encode(value) });
    },
    async compareAndSwap(key, revision, value) {
      const reply = await call('txn', {
        compare: [
          { key: encode(key), target: 'MOD', result: 'EQUAL', mod_revision: revision ?? '0' },
        ],
        success: [{ request_put: { key: encode(key), value: encode(value) } }],
      });
      return reply.succeeded === true;
    },
    async putWhile(key, value, guard) {
      const reply = await call('txn', {
        compare: [
          { key: encode(guard.key), target: 'VALUE', result: 'EQUAL', value: encode(guard.value) },
        ],
        success: [{ request_put: { key: encode(key), value: encode(value) } }],
      });
      return reply.succeeded === true;
    },
    async list(prefix) {
      const range = { key: encode(prefix), range_end: afterPrefix(prefix) };
      return listedFrom(await call('range', range));
    },
    async listNearby(prefix) {
      const range = { key: encode(prefix), range_end: afterPrefix(prefix), serializable: true };
      const [nearest] = members;
      if (!nearest) throw new ControlStoreUnavailable('no etcd member is known');
      return listedFrom(await callMember(nearest, 'range', JSON.stringify(range), timeoutMs));
    },
  };
}
