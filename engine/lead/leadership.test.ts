import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ControlStore, ControlStoreUnavailable } from '../ports/control-store.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Leadership } from './leadership.ts';

const ttlMs = 10_000;
const marginMs = 100;
const everyMs = 2_000;

/** A candidate whose way to the store can be cut, before or after that did as it was told. */
function candidate(clock: VirtualClock, store: ControlStore, self: string, handicapMs = 0) {
  const link = { cut: 'no' as 'no' | 'request' | 'reply', delayMs: 0 };
  const over = async <T>(call: () => Promise<T>): Promise<T> => {
    await clock.sleep(link.delayMs);
    if (link.cut === 'request') throw new ControlStoreUnavailable('cut');
    const reply = await call();
    await clock.sleep(link.delayMs);
    if (link.cut === 'reply') throw new ControlStoreUnavailable('cut');
    return reply;
  };
  const looks: number[] = [];
  const lead = new Leadership({
    clock,
    store: {
      ...store,
      get: (key) => over(() => store.get(key)),
      compareAndSwap: (...words) => over(() => store.compareAndSwap(...words)),
      putWhile: (...words) => over(() => store.putWhile(...words)),
    },
    key: 'leader',
    self,
    ttlMs,
    marginMs,
    everyMs,
    handicapMs: () => handicapMs,
    between: async () => void looks.push(clock.monotonicMs()),
  });
  const stop = new AbortController();
  return { lead, link, looks, stop, ended: lead.run(stop.signal), self };
}

async function race(...handicapsMs: readonly number[]) {
  const clock = new VirtualClock();
  const store = storeInProcess();
  const all = handicapsMs.map((ms, index) => candidate(clock, store, `c${index}`, ms));
  const leaders = () => all.filter(({ lead }) => lead.tenure()).map(({ self }) => self);
  return { clock, all, leaders };
}

it('is led by one, and it is the one with the least handicap', async () => {
  const { clock, leaders } = await race(5_000, 0, 10_000);
  await clock.pass(60_000);
  expect(leaders()).toEqual(['c1']);
});

it('has things done between renewals, and none while the store is away', async () => {
  const { clock, all } = await race(0, 5_000);
  await clock.pass(2 * everyMs);
  const [first, second] = all;
  const looks = [0, everyMs, 2 * everyMs];
  expect([first?.looks, second?.looks]).toEqual([looks, looks]);
  if (first) first.link.cut = 'request';
  await clock.pass(2 * everyMs);
  expect(first?.looks).toEqual(looks);
  expect(second?.looks).toHaveLength(5);
});

it('passes to another only after the old leader has stopped by itself', async () => {
  const { clock, all, leaders } = await race(0, 0);
  await clock.pass(1_000);
  const [first] = leaders();
  const old = all.find(({ self }) => self === first);
  if (!old) throw new Error('nobody led');
  const tenure = old.lead.tenure();
  old.link.cut = 'request';
  for (let ms = 0; ms < ttlMs + marginMs + 2 * everyMs; ms += 50) {
    await clock.pass(50);
    expect(leaders().length).toBeLessThanOrEqual(1);
  }
  expect(leaders()).toHaveLength(1);
  expect(leaders()).not.toContain(first);
  expect(tenure?.lost.aborted).toBe(true);
});

it('is given away at once by one that stops in order', async () => {
  const { clock, all, leaders } = await race(0, 0);
  await clock.pass(1_000);
  const old = all.find(({ self }) => leaders().includes(self));
  old?.stop.abort();
  await clock.pass(everyMs);
  await old?.ended;
  expect(leaders()).toHaveLength(1);
  expect(leaders()).not.toContain(old?.self);
});

it('begins a new term when the same one leads again, so that old work stays refused', async () => {
  const { clock, all } = await race(0);
  await clock.pass(1_000);
  const [only] = all;
  const before = only?.lead.tenure();
  if (only) only.link.cut = 'request';
  await clock.pass(2 * ttlMs);
  expect(only?.lead.tenure()).toBeUndefined();
  if (only) only.link.cut = 'no';
  await clock.pass(everyMs);
  expect(only?.lead.tenure()?.term).toBe((before?.term ?? 0) + 1);
});

it('never has two leaders, whatever becomes of the ways to the store', async () => {
  const event = fc.record({
    who: fc.nat({ max: 2 }),
    cut: fc.constantFrom('no', 'request', 'reply') as fc.Arbitrary<'no' | 'request' | 'reply'>,
    delayMs: fc.nat({ max: 6_000 }),
    passMs: fc.nat({ max: 12_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
      const { clock, all, leaders } = await race(0, 1_000, 2_000);
      for (const { who, cut, delayMs, passMs } of events) {
        Object.assign(all[who]?.link ?? {}, { cut, delayMs });
        for (let ms = 0; ms < passMs; ms += 250) {
          await clock.pass(250);
          expect(leaders().length).toBeLessThanOrEqual(1);
        }
      }
    }),
    { numRuns: 40 },
  );
});
