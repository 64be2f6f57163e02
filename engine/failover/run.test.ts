import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemClock as clock } from '../ports/clock.ts';
import { Averted, checkSteps, RunbookInvalid } from './step.ts';
import { ledgerRig as rig, run, step } from './testing/ledger-rig.ts';

const failing = async () => {
  throw new Error('no');
};

it('begins a step only after all it needs have ended', async () => {
  const graph = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 7,
  });
  await fc.assert(
    fc.asyncProperty(graph, async (needs) => {
      const ended = new Set<string>();
      const steps = needs.map((wanted, index) => {
        const before = [...new Set(wanted.filter((each) => each < index))].map(String);
        return step(String(index), before, {
          run: async () => {
            for (const need of before) expect(ended).toContain(need);
            await clock.sleep(0);
            ended.add(String(index));
            return '';
          },
        });
      });
      const { ledger } = await rig();
      expect(await run(ledger, steps)).toBe('succeeded');
      expect(ended.size).toBe(steps.length);
    }),
    { numRuns: 50 },
  );
});

it('overlaps steps that do not need each other', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const meet = (own: number, other: number) => async () => {
    gates[own]?.resolve();
    await gates[other]?.promise;
    return '';
  };
  const { ledger } = await rig();
  const steps = [step('a', [], { run: meet(0, 1) }), step('b', [], { run: meet(1, 0) })];
  expect(await run(ledger, steps)).toBe('succeeded');
});

it('has each step on durable record before it begins, and in the end', async () => {
  const { ledger, saved } = await rig();
  const seen: string[] = [];
  const look = (name: string) => ({
    run: async () => {
      seen.push((await saved()).steps[name]?.event ?? 'missing');
      return '';
    },
  });
  await run(ledger, [step('a', [], look('a')), step('b', ['a'], look('b'))]);
  expect(seen).toEqual(['started', 'started']);
  expect(await saved()).toMatchObject({
    outcome: 'succeeded',
    steps: { a: { event: 'succeeded' }, b: { event: 'succeeded' } },
  });
});

it('waits for no record of what cannot be undone any more, or commits by itself', async () => {
  const { ledger, saved } = await rig();
  const seen: string[] = [];
  const steps = [
    step('a', [], {
      commits: true,
      run: async () => {
        seen.push(`a ${(await saved()).steps?.a?.event}`);
        await ledger.commit('us-west-2');
        seen.push(`a ${(await saved()).steps.a?.event}`);
        return '';
      },
    }),
    step('b', ['a'], {
      run: async () => {
        seen.push(`b ${(await saved()).steps.b?.event}`);
        return '';
      },
    }),
  ];
  expect(await run(ledger, steps)).toBe('succeeded');
  expect(seen).toEqual(['a undefined', 'a started', 'b undefined']);
  expect(Object.keys((await saved()).steps)).toEqual(['a', 'b']);
});

it('undoes what was begun in reverse order, and begins nothing more', async () => {
  const { ledger, claims, saved } = await rig();
  const undone: string[] = [];
  const undo = (name: string) => ({ undo: async () => void undone.push(name) });
  const steps = [
    step('a', [], undo('a')),
    step('b', ['a'], undo('b')),
    step('c', ['b'], { run: failing, ...undo('c') }),
    step('d', ['c'], undo('d')),
  ];
  expect(await run(ledger, steps)).toBe('undone');
  expect(undone).toEqual(['c', 'b', 'a']);
  expect(claims).not.toContain('d started');
  expect((await saved()).outcome).toBe('undone');
});

it('begins nothing after a failure, not even what does not need the failed step', async () => {
  const { ledger, claims } = await rig();
  const gate = Promise.withResolvers<string>();
  const failsFirst = async () => {
    setImmediate(() => gate.resolve(''));
    throw new Error('no');
  };
  const steps = [
    step('a', [], { run: failsFirst }),
    step('b', [], { run: () => gate.promise }),
    step('c', ['b']),
  ];
  expect(await run(ledger, steps)).toBe('undone');
  expect(claims).toContain('b succeeded');
  expect(claims).not.toContain('c started');
});

it('undoes the rest where some of it cannot be undone, and says what that was', async () => {
  const { ledger, saved } = await rig();
  const undone: string[] = [];
  const undo = (name: string) => async () => void undone.push(name);
  const steps = [
    step('a', [], { undo: undo('a') }),
    step('b', ['a'], { undo: failing }),
    step('c', ['b'], { undo: undo('c') }),
    step('d', ['c'], { undo: failing }),
    step('e', ['d'], { run: failing }),
  ];
  expect(await run(ledger, steps)).toBe('failed');
  expect(undone).toEqual(['c', 'a']);
  const note = 'd: not undone: no; b: not undone: no';
  const [kept, gone] = [{ event: 'succeeded' }, { event: 'undone' }];
  const left = { a: gone, b: kept, c: gone, d: kept };
  expect(await saved()).toMatchObject({ note, outcome: 'failed', steps: left });
});

it('undoes at the next try what it could not at the first, and no more', async () => {
  const { ledger, saved } = await rig();
  const undone: string[] = [];
  let fails = true;
  const steps = [
    step('a', [], { undo: async () => void undone.push('a') }),
    step('b', ['a'], { undo: async () => (fails ? failing() : void undone.push('b')) }),
    step('c', ['b'], { run: failing }),
  ];
  expect(await run(ledger, steps)).toBe('failed');
  fails = false;
  const next = await rig({ ...(await saved()), outcome: 'running' });
  expect(await run(next.ledger, steps)).toBe('undone');
  expect(undone).toEqual(['a', 'b']);
  expect(await next.saved()).not.toHaveProperty('note');
});

it('goes on when a step that is only best effort fails', async () => {
  const { ledger, claims } = await rig();
  const steps = [step('a', [], { run: failing, bestEffort: true }), step('b', ['a'])];
  expect(await run(ledger, steps)).toBe('succeeded');
  expect(claims).toEqual(['a started', 'a failed', 'b started', 'b succeeded']);
});

it('gives up on a step that is late, and tells it to stop', async () => {
  const { ledger } = await rig();
  const stopped = Promise.withResolvers<void>();
  const late = step('a', [], {
    deadlineMs: 5,
    run: (signal) => new Promise(() => signal.addEventListener('abort', () => stopped.resolve())),
  });
  expect(await run(ledger, [late])).toBe('undone');
  await stopped.promise;
});

it('ends at once, and well, when a step has made the rest needless', async () => {
  const { ledger, claims, saved } = await rig();
  const steps = [
    step('a', [], { mayAvert: true, run: async () => new Averted('it is enough') }),
    step('b', ['a']),
    step('c', ['b']),
  ];
  expect(await run(ledger, steps)).toBe('averted');
  expect(claims).toEqual(['a started', 'a succeeded']);
  expect(await saved()).toMatchObject({
    outcome: 'averted',
    committed: false,
    note: 'it is enough',
    steps: { a: { event: 'succeeded', detail: 'it is enough' } },
  });
});

it('goes on when a step that may make the rest needless does not, or fails', async () => {
  for (const tried of [async () => 'not enough', failing]) {
    const { ledger } = await rig();
    const first = step('a', [], { mayAvert: true, bestEffort: true, run: tried });
    expect(await run(ledger, [first, step('b', ['a'])])).toBe('succeeded');
    expect(ledger.record.steps.b?.event).toBe('succeeded');
  }
});

it.each([
  ['a cycle', [step('a', ['b']), step('b', ['a'])]],
  ['a need that is not there', [step('a', ['z'])]],
  ['a name that repeats', [step('a'), step('a')]],
  [
    'a step that may end it while another is half done',
    [step('a', [], { mayAvert: true }), step('b', ['a']), step('c')],
  ],
])('refuses %s', (_, steps) => {
  expect(() => checkSteps(steps)).toThrow(RunbookInvalid);
});

it('has on record what it succeeded without, unless that was of use on the way alone', async () => {
  const { ledger, saved } = await rig();
  const without = { run: failing, bestEffort: true };
  const steps = [
    step('a', [], without),
    step('b', [], { ...without, passing: true }),
    step('c', [], { bestEffort: true }),
  ];
  expect(await run(ledger, steps)).toBe('succeeded');
  expect(await saved()).toMatchObject({ outcome: 'succeeded', left: { a: 'no' } });
  expect(Object.keys((await saved()).left ?? {})).toEqual(['a']);
});

it('has nothing on record as left where it was undone', async () => {
  const { ledger, saved } = await rig();
  const steps = [
    step('a', [], { run: failing, bestEffort: true }),
    step('b', ['a'], { run: failing }),
  ];
  expect(await run(ledger, steps)).toBe('undone');
  expect((await saved()).left).toBeUndefined();
});
