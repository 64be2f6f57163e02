import type { Clock } from '../../ports/clock.ts';
import type { ControlStore, Listed, Stored } from '../../ports/control-store.ts';
import type { Address } from '../../ports/endpoints.ts';
import { leadQuorumFrom } from './lead-quorum-from.ts';
import { memberCalls } from './member-calls.ts';

interface KeyValue {
  readonly key: string;
  readonly value?: string;
  readonly mod_revision: string;
}

interface RangeReply {
  readonly kvs?: readonly KeyValue[];
}

interface MembersReply {
  readonly members: readonly unknown[];
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

function listedFrom({ kvs = [] }: RangeReply): readonly Listed[] {
  return kvs.map(({ key, value, mod_revision: revision }) => ({
    key: decode(key),
    value: decode(value),
    revision,
  }));
}

/**
 * etcd over its HTTP gateway (`/v3/`), asking the members in the order given until one answers,
 * those that just failed last. A time-out bounds each try at one member, in milliseconds.
 */
export function etcdStore(
  clock: Clock,
  members: readonly Address[],
  timeoutMs: number,
): ControlStore {
  const { call, callNearest } = memberCalls(clock, members, timeoutMs);

  async function get(key: string): Promise<Stored | undefined> {
    const reply: RangeReply = await call('kv/range', { key: encode(key) });
    const [found] = reply.kvs ?? [];
    return found && { value: decode(found.value), revision: found.mod_revision };
  }

  return {
    get,
    async put(key, value) {
      await call('kv/put', { key: encode(key), value: encode(value) });
    },
    async compareAndSwap(key, revision, value) {
      const reply = await call('kv/txn', {
        compare: [
          { key: encode(key), target: 'MOD', result: 'EQUAL', mod_revision: revision ?? '0' },
        ],
        success: [{ request_put: { key: encode(key), value: encode(value) } }],
      });
      return reply.succeeded === true;
    },
    async putWhile(key, value, guard) {
      const reply = await call('kv/txn', {
        compare: [
          { key: encode(guard.key), target: 'VALUE', result: 'EQUAL', value: encode(guard.value) },
        ],
        success: [{ request_put: { key: encode(key), value: encode(value) } }],
      });
      return reply.succeeded === true;
    },
    async list(prefix) {
      const range = { key: encode(prefix), range_end: afterPrefix(prefix) };
      return listedFrom(await call('kv/range', range));
    },
    async listNearby(prefix) {
      const range = { key: encode(prefix), range_end: afterPrefix(prefix), serializable: true };
      return listedFrom(await callNearest('kv/range', range));
    },
    async size() {
      const reply: MembersReply = await callNearest('cluster/member/list', {});
      return reply.members.length;
    },
    leadNearby: () => leadQuorumFrom(members, timeoutMs),
  };
}
