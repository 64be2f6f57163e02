import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Deposed } from '../lead/tenure.ts';
import { systemClock as clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { Ledger } from './ledger.ts';
import type { RunbookRecord } from './record.ts';
import { Averted, type Step } from './step.ts';
import { firstRecord, guard, ledgerRig as rig, run, step } from './testing/ledger-rig.ts';

/** A step that fails at its first tries, and tells what it did. */
const flaky = (name: string, needs: string[], did: string[], failures: number): Step => {
  let left = failures;
  return step(name, needs, {
    run: async () => {
      if (left > 0) {
        left -= 1;
        throw new Error('not yet');
      }
      did.push(name);
      return '';
    },
    undo: async () => void did.push(`undo ${name}`),
  });
};
/** The ledger of the controller that leads next, which goes on from what is on record. */
const successor = (store: ControlStore, record: RunbookRecord) =>
  new Ledger({
    clock,
    store,
    key: 'runbook/2',
    claim: () => undefined,
    guard: { key: guard.key, value: 'another' },
    record,
  });
const commits = (ledger: Ledger, needs: string[]) =>
  step('commit', needs, {
    run: async () => {
      await ledger.commit('us-west-2');
      return '';
    },
  });

it('tries again what failed past the commit, and never goes back from there', async () => {
  const { ledger, claims, saved } = await rig();
  const did: string[] = [];
  const steps = [flaky('a', [], did, 0), commits(ledger, ['a']), flaky('b', ['commit'], did, 2)];
  expect(await run(ledger, steps)).toBe('succeeded');
  expect(did).toEqual(['a', 'b']);
  expect(claims.filter((claim) => claim === 'b failed')).toHaveLength(2);
  expect(await saved()).toMatchObject({ outcome: 'succeeded', committed: true });
});

it('gives up past the commit after its time, and leaves that to a person', async () => {
  const { ledger, saved } = await rig();
  const did: string[] = [];
  const steps = [commits(ledger, []), flaky('b', ['commit'], did, Number.POSITIVE_INFINITY)];
  expect(await run(ledger, steps)).toBe('failed');
  expect(did).toEqual([]);
  expect(await saved()).toMatchObject({ outcome: 'failed', direction: 'forward' });
});

it('ends in the old topology or the new one, whichever step fails once', async () => {
  const place = fc.constantFrom('a', 'b', 'commit', 'c', 'd');
  const graph = fc.record({ place, after: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(graph, async ({ place: failing, after }) => {
      const { ledger } = await rig();
      const world = new Set<string>();
      let broken = false;
      const make = (name: string, needs: string[]) =>
        step(name, needs, {
          run: async () => {
            const fails = name === failing && !broken;
            if (fails) broken = true;
            if (fails && !after) throw new Error('before it did anything');
            if (name === 'commit') await ledger.commit('us-west-2');
            world.add(name);
            if (fails) throw new Error('after it had done it');
            return '';
          },
          undo: async () => void world.delete(name),
        });
      const steps = [
        make('a', []),
        make('b', ['a']),
        make('commit', ['b']),
        make('c', ['commit']),
        make('d', ['commit']),
      ];
      const outcome = await run(ledger, steps);
      expect([...world].sort()).toEqual(outcome === 'undone' ? [] : ['a', 'b', 'c', 'commit', 'd']);
      expect(['undone', 'succeeded']).toContain(outcome);
      expect(outcome === 'undone').toBe(!ledger.record.committed);
    }),
    { numRuns: 60 },
  );
});

it('is ended by another controller, from wherever the first one lost the lead', async () => {
  const places = ['a', 'b', 'commit', 'c', 'd'];
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 4 }), async (lostIn) => {
      const { ledger, saved, store } = await rig();
      const did: string[] = [];
      const deposed = new AbortController();
      const make = (on: Ledger, losing: boolean) =>
        places.map((name, index) =>
          step(name, index === 0 ? [] : [places[index - 1] ?? ''], {
            run: async () => {
              if (losing && index === lostIn) {
                await store.put(guard.key, 'another');
                deposed.abort(new Deposed());
                return new Promise(() => undefined);
              }
              if (name === 'commit') await on.commit('us-west-2');
              did.push(name);
              return '';
            },
          }),
        );
      expect(await run(ledger, make(ledger, true), deposed.signal)).toBe('deposed');
      const next = successor(store, await saved());
      expect(await run(next, make(next, false))).toBe('succeeded');
      // Past the commit an end may not be on record yet: that step is done again.
      const from = Math.min(lostIn, places.indexOf('commit'));
      const rests = places.slice(from, lostIn + 1).map((name) => {
        return places.slice(places.indexOf(name));
      });
      expect(did.slice(0, lostIn)).toEqual(places.slice(0, lostIn));
      expect(rests).toContainEqual(did.slice(lostIn));
    }),
    { numRuns: 20 },
  );
});

it('asks once more whether the rest is needless, when that was not on record yet', async () => {
  const { ledger, saved, store } = await rig();
  const deposed = new AbortController();
  const moved: string[] = [];
  const steps = (give: () => Promise<Averted>) => [
    step('a', [], { mayAvert: true, run: give }),
    step('b', ['a'], { run: async () => String(moved.push('b')) }),
  ];
  const lost = steps(async () => {
    await store.put(guard.key, 'another');
    deposed.abort(new Deposed());
    return new Averted('unheard');
  });
  expect(await run(ledger, lost, deposed.signal)).toBe('deposed');
  expect(await saved()).toMatchObject({ outcome: 'running', steps: { a: { event: 'started' } } });
  const next = successor(store, await saved());
  expect(
    await run(
      next,
      steps(async () => new Averted('it is enough')),
    ),
  ).toBe('averted');
  expect(await saved()).toMatchObject({ outcome: 'averted', note: 'it is enough' });
  expect(moved).toEqual([]);
});

it('has the end of a step that averts, and of its runbook, in one write', async () => {
  const { ledger, saved } = await rig();
  await ledger.avert('a', 'it is enough');
  expect(await saved()).toMatchObject({ outcome: 'averted', steps: { a: { event: 'succeeded' } } });
});

it('goes on going back when the first controller had turned', async () => {
  const undone: string[] = [];
  const steps = [
    step('a', [], { undo: async () => void undone.push('a') }),
    step('b', ['a'], { undo: async () => void undone.push('b') }),
  ];
  const at = { wallMs: 1 };
  const { ledger, saved } = await rig({
    ...firstRecord,
    direction: 'back',
    steps: { a: { event: 'succeeded', ...at }, b: { event: 'undone', ...at } },
  });
  expect(await run(ledger, steps)).toBe('undone');
  expect(undone).toEqual(['a']);
  expect(await saved()).toMatchObject({ outcome: 'undone' });
});

it('writes nothing any more once another controller leads', async () => {
  const { ledger, saved, store } = await rig();
  await ledger.step('a', 'started');
  await store.put(guard.key, 'another');
  await expect(ledger.step('a', 'succeeded')).rejects.toMatchObject({ code: 'DEPOSED' });
  expect((await saved()).steps.a?.event).toBe('started');
});
