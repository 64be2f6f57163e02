import { expect, it } from 'vitest';
import type { Known } from '../../decide/decide.ts';
import { loadPlan } from '../../plan/load.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import type { Failover } from '../failover.ts';
import { promote } from './promote.ts';

const whole = loadPlan('fixtures/plans/semantest.yaml');
const login = { user: 'u', password: 'p', slots: {}, seenFrom: { '*': { host: 'h', port: 1 } } };
const regions = Object.fromEntries(
  Object.keys(whole.regions).map((region) => [region, { postgres: login }]),
);

interface Told {
  readonly lsn: bigint;
  readonly system?: string;
  /** It answers from this moment on. */
  readonly fromMs?: number;
}

/** A failover from us-east-1, of which this is known, and what the standbys say of themselves. */
function rig(
  known: Partial<Known>,
  told: Readonly<Record<'us-west-2' | 'eu-west-1', Told>>,
  failsOverTo = Object.keys(whole.regions),
  down: readonly string[] = [],
) {
  const plan = { ...whole, dns: { ...whole.dns, failover: failsOverTo } };
  const clock = new VirtualClock();
  const did: string[] = [];
  const databases = Object.entries(told).map(([region, { lsn, system = '7', fromMs = 0 }]) => {
    const probe = async () => {
      if (clock.monotonicMs() < fromMs) throw new Error('silent');
      return { role: 'standby', version: 150_020, system, timeline: 1, receivedLsn: lsn };
    };
    const follow = async () => Promise.reject(new Error('refused'));
    return [
      region,
      { probe, follow, promote: async () => void did.push(`promote ${region}`) },
    ] as const;
  });
  const failover = {
    world: { clock, plan, postgres: Object.fromEntries(databases), endpoints: { regions } },
    from: 'us-east-1',
    target: 'us-west-2',
    epoch: 2,
    known: { system: '7', furthestLsn: '9', leastLsn: '9', ...known },
    down: (region: string) => (down.includes(region) ? ['kafka'] : []),
    committed: () => false,
    commit: async (region: string) => void did.push(`commit ${region}`),
  } as unknown as Failover;
  const step = promote(failover);
  const ended = step.run(new AbortController().signal).then(
    () => 'succeeded',
    (error: Error) => error.message,
  );
  return { did, ended: () => clock.pass(step.deadlineMs).then(() => ended) };
}

it('waits for the standby that was seen to have more, which is silent at this moment', async () => {
  const told = { 'us-west-2': { lsn: 5n }, 'eu-west-1': { lsn: 9n, fromMs: 3_000 } };
  const { did, ended } = rig({}, told);
  expect(await ended()).toBe('succeeded');
  expect(did).toEqual(['commit eu-west-1', 'promote eu-west-1']);
});

it('promotes another if that stays silent, and what is lost by it was allowed', async () => {
  const told = { 'us-west-2': { lsn: 5n }, 'eu-west-1': { lsn: 9n, fromMs: 9e9 } };
  const { did, ended } = rig({ leastLsn: '5' }, told);
  expect(await ended()).toBe('succeeded');
  expect(did).toEqual(['commit us-west-2', 'promote us-west-2']);
});

it('promotes and commits to nobody if more would be lost than was allowed', async () => {
  const told = { 'us-west-2': { lsn: 5n }, 'eu-west-1': { lsn: 9n, fromMs: 9e9 } };
  const { did, ended } = rig({ leastLsn: '6' }, told);
  expect(await ended()).toMatch(/us-west-2 lacks too much: 0\/6 is the least, 0\/9 was seen/);
  expect(did).toEqual([]);
});

it('takes no copy of another cluster, whatever its position', async () => {
  const told = { 'us-west-2': { lsn: 9n }, 'eu-west-1': { lsn: 99n, system: '8' } };
  const { did, ended } = rig({}, told);
  expect(await ended()).toBe('succeeded');
  expect(did).toEqual(['commit us-west-2', 'promote us-west-2']);
});

it('does not promote what could not fetch the rest, if that was too much', async () => {
  const told = { 'us-west-2': { lsn: 5n }, 'eu-west-1': { lsn: 9n } };
  const { did, ended } = rig({ leastLsn: '6' }, told, whole.dns.failover);
  expect(await ended()).toMatch(/us-west-2 lacks too much.*4 bytes left in eu-west-1/);
  expect(did).toEqual([]);
});

it.each([
  [['eu-west-1'], 'us-west-2'],
  [['us-west-2', 'eu-west-1'], 'us-west-2'],
])('with something down in %j it promotes %s', async (down, promoted) => {
  const told = { 'us-west-2': { lsn: 8n }, 'eu-west-1': { lsn: 9n } };
  const { did, ended } = rig({ leastLsn: '8' }, told, undefined, down);
  expect(await ended()).toBe('succeeded');
  expect(did).toEqual([`commit ${promoted}`, `promote ${promoted}`]);
});
