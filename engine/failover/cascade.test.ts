import { expect, it } from 'vitest';
import type { FailoverDecision } from '../decide/decide.ts';
import type { Tenure } from '../lead/tenure.ts';
import { loadPlan } from '../plan/load.ts';
import type { Claim } from '../ports/claim.ts';
import { deadlines } from '../systems/deadlines.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { StepEvent } from './record.ts';
import {
  askedFor,
  firstRecord,
  type RunbookEnd,
  type Runbooks,
  runbooks,
  runRunbook,
} from './runbook.ts';
import type { World } from './world.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const [east, west, europe] = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const login = { user: 'u', password: 'p', slots: {}, seenFrom: { '*': { host: 'h', port: 1 } } };
const regions = Object.fromEntries(
  Object.keys(plan.regions).map((region) => [region, { postgres: login }]),
);

/** Of a whole runbook what asks the databases; its other steps are tested for real. */
const shortened: Runbooks = Object.fromEntries(
  ['gateway-failover', 'scale-then-failover', 'switchover'].map((action) => [
    action,
    (failover) => {
      const steps = runbooks[action]?.(failover) ?? [];
      const kept = steps.filter(({ name }) => name === 'drain' || name === 'promote');
      const names = kept.map(({ name }) => name);
      return kept.map((step) => {
        return { ...step, needs: step.needs.filter((need) => names.includes(need)) };
      });
    },
  ]),
);

/** What the databases have, and when the old one is there to say so. */
interface Told {
  readonly old: { readonly lsn: bigint; answers(atMs: number): boolean };
  readonly west: bigint;
  /** What the target receives while it is waited for. */
  readonly arrives?: bigint;
  readonly leastLsn?: string;
}

const never = () => false;
const always = () => true;

function decided(action: string, leastLsn = '5'): FailoverDecision {
  if (action === 'switchover') return askedFor('switchover', east, west, 1);
  const known = { system: '7', furthestLsn: '8', leastLsn };
  const trigger = 'api_gateway_failure';
  return { kind: 'failover', trigger, action, from: east, to: west, epoch: 2, known };
}

/** Runs it to its end, on from where the record has its drain; says how that was. */
async function cascade(action: string, told: Told, drain?: StepEvent) {
  const clock = new VirtualClock();
  const did: string[] = [];
  const claims: Claim[] = [];
  const has: Record<string, bigint> = { [west]: told.west, [europe]: 0n };
  const standby = (region: string) => {
    const probe = async () => {
      const receivedLsn = has[region];
      return { role: 'standby', version: 150_020, system: '7', timeline: 1, receivedLsn };
    };
    const reach = async (lsn: bigint) => {
      has[region] = told.arrives ?? has[region] ?? 0n;
      if (has[region] < lsn) throw new Error(`${region} stays at byte ${has[region]}`);
    };
    return { probe, reach, promote: async () => void did.push(`promote ${region}`) };
  };
  const answer = async () => {
    if (!told.old.answers(clock.monotonicMs())) throw new Error('refused');
    return { role: 'primary', receivedLsn: told.old.lsn };
  };
  const old = { probe: answer, position: answer };
  const postgres = { [east]: old, [west]: standby(west), [europe]: standby(europe) };
  const store = storeInProcess();
  const guard = { key: 'leader', value: 'this one' };
  await store.put(guard.key, guard.value);
  const tenure = { guard, lost: new AbortController().signal } as Tenure;
  const world = { clock, plan, store, postgres, endpoints: { regions } } as unknown as World;
  const claim = (each: Claim) => void claims.push(each);
  const first = firstRecord(decided(action, told.leastLsn));
  const record = drain ? { ...first, steps: { drain: { event: drain, wallMs: 0 } } } : first;
  const run = { known: shortened, world, claim, tenure, down: () => [] };
  let end: RunbookEnd | undefined;
  const ended = runRunbook(run, record).then((how) => {
    end = how;
    return how;
  });
  while (!end) await clock.pass(100);
  const said = (step: string) => claims.findLast((each) => each.step === step);
  return { ...(await ended), did, said };
}

it.each(['gateway-failover', 'scale-then-failover'])(
  '%s goes on without a database that is lost before it is drained, and says so',
  async (action) => {
    const found = await cascade(action, { old: { lsn: 9n, answers: never }, west: 8n });
    expect(found).toMatchObject({ outcome: 'succeeded', active: west, did: [`promote ${west}`] });
    expect(found.said('drain')).toMatchObject({
      event: 'failed',
      detail: expect.stringMatching(/us-east-1 to say how far it is: refused/),
    });
    expect(found.left).toEqual({});
    expect(found.said('promote')?.detail).toMatch(
      /us-west-2 is out of recovery; of us-west-2 0\/8.*us-east-1 was lost before it was drained/,
    );
  },
);

it('promotes nobody then by whom more would be lost than was allowed', async () => {
  const told = { old: { lsn: 9n, answers: never }, west: 4n };
  const { outcome, did, said } = await cascade('gateway-failover', told);
  expect({ outcome, did }).toEqual({ outcome: 'undone', did: [] });
  expect(said('promote')?.detail).toMatch(/us-west-2 lacks too much: 0\/5 is the least/);
});

it('goes on the same where it was lost after it had said how far it is', async () => {
  let asked = 0;
  const old = { lsn: 9n, answers: () => asked++ === 0 };
  const { outcome, did, said } = await cascade('gateway-failover', { old, west: 8n });
  expect(said('drain')?.detail).toMatch(/us-west-2 stays at byte 8/);
  expect({ outcome, did }).toEqual({ outcome: 'succeeded', did: [`promote ${west}`] });
});

it('waits for one that is away for a moment, and drains it', async () => {
  const back = (atMs: number) => atMs >= deadlines.postgresSilentMs / 2;
  const told = { old: { lsn: 9n, answers: back }, west: 8n, arrives: 9n };
  const { outcome, did, said } = await cascade('gateway-failover', told);
  expect({ outcome, did }).toEqual({ outcome: 'succeeded', did: [`promote ${west}`] });
  expect(said('drain')).toMatchObject({ event: 'succeeded' });
  expect(said('promote')?.detail).toMatch(/with all that there was/);
});

it('goes back where the database lives and the target does not get what it has', async () => {
  const told = { old: { lsn: 9n, answers: always }, west: 8n };
  const { outcome, did, said } = await cascade('gateway-failover', told);
  expect({ outcome, did }).toEqual({ outcome: 'undone', did: [] });
  expect(said('promote')?.detail).toMatch(/us-east-1 answers, and us-west-2 has not all of it/);
});

it('goes back where it was asked for, since that is to lose nothing', async () => {
  const told = { old: { lsn: 9n, answers: never }, west: 8n };
  const { outcome, did, said } = await cascade('switchover', told);
  expect({ outcome, did }).toEqual({ outcome: 'undone', did: [] });
  expect(said('promote')).toBeUndefined();
});

it.each([
  ['failed', /was lost before it was drained/],
  ['succeeded', /with all that there was/],
] as const)(
  'is gone on with by another controller where the drain has %s',
  async (event, words) => {
    const told = { old: { lsn: 9n, answers: never }, west: 8n };
    const { outcome, did, said } = await cascade('gateway-failover', told, event);
    expect({ outcome, did }).toEqual({ outcome: 'succeeded', did: [`promote ${west}`] });
    expect(said('drain')).toBeUndefined();
    expect(said('promote')?.detail).toMatch(words);
  },
);
