import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FailingRig, startFailingRig } from './failing-rig.ts';

/** Those that all depends on, before the commit, are undone. */
const before = ['prepare', 'close', 'fence', 'drain'] as const;
/** One that the move can do without; and those after the commit, which are done again, or done. */
const after = [
  'detach',
  'promote',
  'epoch',
  'slots',
  'repoint',
  'cache',
  'cache-followers',
  'open-events',
  'fence-events',
  'open-objects',
  'fence-objects',
  'drain-events',
  'warm',
  'activate',
  'reroute',
  'validate',
  'rejoin',
] as const;

let rig: FailingRig;
beforeAll(async () => {
  rig = await startFailingRig();
});
afterAll(() => rig?.[Symbol.asyncDispose]());

const asked = {
  begin: async (from: string, to: string) => {
    expect(await rig.ask(from, '/switchover', { to })).toEqual([202, expect.anything()]);
  },
};

it.each(before)('when %s fails all is as it was, and nothing is lost', async (step) => {
  const { from, detail } = await rig.move(step, asked);
  expect(detail).toMatch(/made to fail/);
  expect(rig.active()).toBe(from);
});

it.each(after)('when %s fails the move is made all the same, and nothing is lost', async (step) => {
  const { to, detail } = await rig.move(step, asked);
  expect(detail).toMatch(/made to fail/);
  expect(rig.active()).toBe(to);
});

it('has tried every step there is', async () => {
  const { host, port } = rig.regions.endpoints(rig.active()).listen;
  const { ifAsked } = (await (await fetch(`http://${host}:${port}/plan`)).json()) as {
    readonly ifAsked: Readonly<Record<string, { readonly steps: readonly { name: string }[] }>>;
  };
  const names = Object.values(ifAsked).flatMap(({ steps }) => steps.map(({ name }) => name));
  expect([...before, ...after].sort()).toEqual(names.sort());
});
