import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeldFor } from '../../harness/systems-tests/switchover-rig.ts';
import { type FailingRig, type Move, startFailingRig } from './failing-rig.ts';

type Planned = Readonly<Record<string, { readonly steps: readonly { readonly name: string }[] }>>;

/** What a controller prints of what it would do. */
export interface Printed {
  readonly ifAsked: Planned;
  readonly ifHeld: Planned;
}

export interface StepsTest {
  readonly name: string;
  readonly heldFor?: HeldFor | undefined;
  /** Steps that all depends on, before the commit: when one fails what was begun is undone. */
  readonly before: readonly string[];
  /** Those after it, which are done again, and all that the move can do without. */
  readonly after: readonly string[];
  move(rig: FailingRig): Move;
  /** All steps of the move. */
  planned(printed: Printed): Planned[string] | undefined;
}

/** Makes each step of a move fail, one after the other, in the same regions. */
export function testSteps({ name, heldFor, before, after, move, planned }: StepsTest): void {
  describe(name, () => {
    let rig: FailingRig;
    beforeAll(async () => {
      rig = await startFailingRig(heldFor);
    });
    afterAll(() => rig?.[Symbol.asyncDispose]());

    it.each(before)('when %s fails all is as it was in the end', async (step) => {
      const { from, detail } = await rig.move(step, move(rig));
      expect(detail).toMatch(/made to fail/);
      expect(rig.active()).toBe(from);
    });

    it.each(after)('when %s fails the service moves all the same', async (step) => {
      const { to, detail } = await rig.move(step, move(rig));
      expect(detail).toMatch(/made to fail/);
      expect(rig.active()).toBe(to);
    });

    it('has tried every step there is', async () => {
      const printed = (await rig.read(rig.active(), '/plan')) as Printed;
      const names = planned(printed)?.steps.map((step) => step.name);
      expect([...before, ...after].sort()).toEqual(names?.sort());
    });
  });
}
