import { expect, it } from 'vitest';
import { askedFor, firstRecord } from '../failover/runbook.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { loadPlan } from '../plan/load.ts';
import { deadlines } from '../systems/deadlines.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { Seen } from '../watch/observer.ts';
import { QuorumPlace } from './quorum-place.ts';
import { Situation } from './situation.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const { leaderTtlMs } = plan.control;
const trigger = 'database_primary_failure';
const heldForMs = plan.triggers[trigger]?.heldForMs ?? 0;

/** That of a region's controller, while us-east-1 is active and all is well. */
function placeOf(home: string) {
  const [clock, situation] = [new VirtualClock(), new Situation()];
  const asked = { times: 0, refused: false };
  const leadNearby = async () => {
    asked.times += 1;
    if (asked.refused) throw new Error('it is behind');
    return true;
  };
  const store = { ...storeInProcess(), leadNearby };
  const seen = { quorum: true, heldSinceMs: {} as Record<string, number> };
  const said: string[] = [];
  const place = new QuorumPlace({
    world: { clock, store, plan, endpoints: { home } as never },
    situation,
    observer: { observe: () => seen as unknown as Seen },
    log: {
      info: (line: string) => void said.push(`info ${line}`),
      debug: ({ err }: { err: Error }, line: string) => void said.push(`${line}: ${err.message}`),
    } as never,
  });
  situation.apply({ kind: 'writer', region: 'us-east-1', epoch: 2 });
  const lead = () => situation.apply({ kind: 'elected' });
  const hold = (name = trigger) => {
    seen.heldSinceMs = { ...seen.heldSinceMs, [name]: clock.monotonicMs() };
  };
  return { clock, situation, store, seen, asked, said, place, lead, hold };
}

it('is led from where the controller leads once something is held, and only then', async () => {
  const { place, asked, said, lead, hold } = placeOf('us-west-2');
  lead();
  await place.look();
  expect(asked.times).toBe(0);
  hold();
  await place.look();
  expect(asked.times).toBe(1);
  expect(said).toEqual(['info the control store is led from us-west-2']);
});

it('stays where it is when another controller leads', async () => {
  const { clock, place, asked, hold } = placeOf('us-west-2');
  hold();
  await place.look();
  await clock.pass(2 * leaderTtlMs);
  await place.look();
  expect(asked.times).toBe(0);
});

it.each([
  ['what is held is about to be decided', heldForMs - deadlines.etcdRequestMs, 0],
  ['there is time before that', heldForMs - deadlines.etcdRequestMs - 1, 1],
  ['it is overdue', heldForMs + 60_000, 0],
])('looks at how long it has been held: %s', async (_, heldMs, times) => {
  const { clock, place, asked, lead, hold } = placeOf('us-west-2');
  lead();
  hold();
  await clock.pass(heldMs);
  hold('region_wide_outage');
  await place.look();
  expect(asked.times).toBe(times);
});

it.each([
  ['a runbook runs', 'started'],
  ['a person has to look', 'failed'],
] as const)('stays where it is while %s', async (_, kind) => {
  const { situation, place, asked, lead, hold } = placeOf('us-west-2');
  lead();
  hold();
  situation.apply({ kind });
  await place.look();
  expect(asked.times).toBe(0);
});

it('stays where it is while too few are heard', async () => {
  const { seen, place, asked, lead, hold } = placeOf('us-west-2');
  lead();
  hold();
  seen.quorum = false;
  await place.look();
  expect(asked.times).toBe(0);
});

it('tries again a TTL later, and says why it was refused', async () => {
  const { clock, place, asked, said, lead, hold } = placeOf('us-west-2');
  asked.refused = true;
  lead();
  hold();
  await place.look();
  await clock.pass(leaderTtlMs - 1);
  await place.look();
  expect(asked.times).toBe(1);
  expect(said).toEqual(['the control store is not led from us-west-2: it is behind']);
  await clock.pass(1);
  await place.look();
  expect(asked.times).toBe(2);
});

it('comes back to the active region when all has been well for a TTL', async () => {
  const { clock, seen, place, asked, hold } = placeOf('us-east-1');
  hold();
  await place.look();
  seen.heldSinceMs = {};
  await clock.pass(leaderTtlMs - 1);
  await place.look();
  expect(asked.times).toBe(0);
  await clock.pass(1);
  await place.look();
  expect(asked.times).toBe(1);
});

it('does not come back when this one has just begun a runbook', async () => {
  const { situation, place, asked, lead } = placeOf('us-east-1');
  lead();
  situation.apply({ kind: 'started' });
  await place.look();
  expect(asked.times).toBe(0);
});

it('does not come back in the middle of a runbook, whoever runs it', async () => {
  const { clock, store, place, asked } = placeOf('us-east-1');
  const record = firstRecord(askedFor('switchover', 'us-west-2', 'us-east-1', 1));
  const key = `${controlKeys(plan.name).runbooks}${record.id}`;
  await store.put(key, JSON.stringify(record));
  await place.look();
  expect(asked.times).toBe(0);
  await store.put(key, JSON.stringify({ ...record, outcome: 'succeeded' }));
  await clock.pass(leaderTtlMs);
  await place.look();
  expect(asked.times).toBe(1);
});
