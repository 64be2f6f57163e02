import { expect, it } from 'vitest';
import { Deposed } from '../lead/tenure.ts';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { deadlines } from '../systems/deadlines.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { Ledger } from './ledger.ts';
import { type Outcome, runSteps } from './run.ts';
import { firstRecord, guard, step } from './testing/ledger-rig.ts';

/** A runbook of one step, and a store that is away from the moment at which that step is done. */
async function endingWithoutStore() {
  const [clock, store] = [new VirtualClock(), storeInProcess()];
  await store.put(guard.key, guard.value);
  let away = false;
  const unsteady: typeof store = {
    ...store,
    putWhile: (...words) => {
      if (away) return Promise.reject(new ControlStoreUnavailable('away'));
      return store.putWhile(...words);
    },
  };
  const claim = () => undefined;
  const record = firstRecord;
  const ledger = new Ledger({ clock, store: unsteady, key: 'runbook/2', claim, guard, record });
  const lost = new AbortController();
  const goes = async () => {
    away = true;
    return 'done';
  };
  let outcome: Outcome | undefined;
  const steps = [step('a', [], { run: goes })];
  const run = { clock, ledger, steps, deposed: lost.signal, retryEveryMs: 1, retryForMs: 200 };
  void runSteps(run).then((how) => {
    outcome = how;
  });
  // Step by step: what a try leads to takes turns of the event loop, in no time of this clock.
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) await clock.pass(100);
  };
  await pass(3 * deadlines.controlStoreMs);
  return {
    pass,
    outcome: () => outcome,
    saved: async () => JSON.parse((await store.get('runbook/2'))?.value ?? '{}').outcome,
    comeBack: () => {
      away = false;
    },
    depose: async () => {
      await store.put(guard.key, 'another');
      lost.abort(new Deposed());
    },
  };
}

it('has not ended before that is on record, however long the control store is away', async () => {
  const { pass, outcome, saved, comeBack } = await endingWithoutStore();
  expect(outcome()).toBeUndefined();
  comeBack();
  await pass(deadlines.controlStoreMs);
  expect([outcome(), await saved()]).toEqual(['succeeded', 'succeeded']);
});

it.each([true, false])(
  'leaves the end to the next leader, the store being back: %s',
  async (isBack) => {
    const { pass, outcome, saved, comeBack, depose } = await endingWithoutStore();
    await depose();
    if (isBack) comeBack();
    await pass(2 * deadlines.controlStoreMs);
    expect([outcome(), await saved()]).toEqual(['deposed', 'running']);
  },
);
