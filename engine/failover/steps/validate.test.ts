import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import type { Failover } from '../failover.ts';
import { validate } from './validate.ts';

const whole = loadPlan('fixtures/plans/semantest.yaml');
const verification = { warm: 'w', newest: 'select max(no) from orders', read: '/orders/{id}/all' };
const target = 'us-west-2';

interface Told {
  readonly rows: readonly Record<string, unknown>[];
  readonly ready?: boolean;
  /** What the service has. */
  readonly has?: readonly string[];
  readonly verification?: typeof verification | undefined;
}

async function validating({ rows, ready = true, has = [], ...plan }: Told) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const read = async (statement: string) => {
    asked.push(statement);
    return rows;
  };
  const service = {
    probe: async () => ({ ready, detail: 'what it said' }),
    has: async (path: string) => has.includes(path),
  };
  const world = {
    ...{ clock, plan: { ...whole, verification, ...plan } },
    ...{ postgres: { [target]: { read } }, service: { [target]: service } },
  };
  let said: string | undefined;
  const ended = validate({ world, target } as unknown as Failover)
    .run(new AbortController().signal)
    .then(String, ({ message }: Error) => `no: ${message}`)
    .then((words) => {
      said = words;
    });
  while (said === undefined) await clock.pass(100);
  await ended;
  return { said, asked };
}

it('asks the service for what the database has, both as the plan says', async () => {
  const { said, asked } = await validating({ rows: [{ max: 'a/7' }], has: ['/orders/a%2F7/all'] });
  expect(said).toBe('it writes, and reads /orders/a%2F7/all');
  expect(asked).toEqual([verification.newest]);
});

it.each<[string, Told, RegExp]>([
  ['the service has not', { rows: [{ max: 7 }] }, /^no: .*7 is in the database.*no .orders.7.all/],
  ['does not write', { rows: [{ max: null }], ready: false }, /^no: .*it said what it said/],
])('fails where what there is %s', async (_, told, words) => {
  expect((await validating(told)).said).toMatch(words);
});

it.each<[string, Told]>([
  ['nothing is in the database', { rows: [{ max: null }] }],
  ['the plan has no words for it', { rows: [{ max: 7 }], verification: undefined }],
])('reads nothing where %s', async (_, told) => {
  expect((await validating(told)).said).toBe('it writes; there is nothing to read');
});
