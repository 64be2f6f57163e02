import { expect, it } from 'vitest';
import type { World } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { loadPlan } from '../plan/load.ts';
import { ControlStoreUnavailable } from '../ports/control-store.ts';
import { storeInProcess } from '../testing/store-in-process.ts';
import { VirtualClock } from '../testing/virtual-clock.ts';
import type { Fact } from '../watch/fact.ts';
import type { Observer } from '../watch/observer.ts';
import { activate } from './activation.ts';
import { Automation } from './automation.ts';
import type { Controller } from './controller.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');
const keys = controlKeys(plan.name);
const lost = ['us-east-1', 'us-west-2'];

interface Situation {
  /** How many members the control store has; one that stands alone answers, another does not. */
  readonly size?: number;
  readonly agrees?: boolean;
  readonly home?: string;
  readonly writer?: object;
  /** Epoch of the home's database; none, if it does not answer. */
  readonly epoch?: number | undefined;
  /** Regions whose databases answer. */
  readonly living?: readonly string[];
  readonly heard?: readonly string[];
  readonly facts?: readonly Partial<Fact>[];
  readonly agent?: false | Error;
}

/** The controller of the cold region, where two others are gone, but for what is given. */
function rig(but: Situation = {}) {
  const kept = storeInProcess();
  let size = but.size ?? 3;
  const asked: string[] = [];
  const unlessSilent = async <T>(work: () => Promise<T>): Promise<T> => {
    if (size > 1 && !but.agrees) throw new ControlStoreUnavailable('no quorum');
    return work();
  };
  const store = {
    ...kept,
    get: (key: string) => unlessSilent(() => kept.get(key)),
    put: (key: string, value: string) => unlessSilent(() => kept.put(key, value)),
    list: (prefix: string) => unlessSilent(() => kept.list(prefix)),
    size: async () => size,
  };
  const standAlone = async () => {
    if (but.agent) throw but.agent;
    asked.push('standAlone');
    size = 1;
    return 'started alone';
  };
  const home = but.home ?? 'eu-west-1';
  const databaseOf = (region: string) => ({
    probe: async () => {
      if (but.living?.includes(region)) return { role: 'primary' };
      throw new Error('silent');
    },
    epoch: async () => {
      if ('epoch' in but && but.epoch === undefined) throw new Error('refused');
      return but.epoch ?? 1;
    },
  });
  const regions = Object.keys(plan.regions);
  const world = {
    clock: new VirtualClock(),
    plan,
    store,
    endpoints: { home },
    postgres: Object.fromEntries(regions.map((region) => [region, databaseOf(region)])),
    agents: but.agent === false ? {} : { [home]: { standAlone } },
  } as unknown as World;
  const automation = new Automation(world.clock, store, keys.operator);
  const observer = { heard: () => [home, ...(but.heard ?? [])] } as unknown as Observer;
  const view = () => ({ facts: but.facts ?? [] });
  const controller = { view } as unknown as Controller;
  const ask = async (names: readonly string[] = lost) => {
    await kept.put(keys.writer, JSON.stringify(but.writer ?? { region: 'us-east-1', epoch: 4 }));
    await activate({ world, automation, observer, controller }, names, 'ann');
  };
  return { kept, automation, asked, ask };
}

it('makes the control store stand alone, and asks in the epoch that it has', async () => {
  const { automation, asked, ask } = rig();
  await ask();
  expect(asked).toEqual(['standAlone']);
  expect(await automation.takeRequest()).toEqual({
    action: 'activate',
    from: 'us-east-1',
    to: 'eu-west-1',
    epoch: 4,
    above: 1,
    by: 'ann',
  });
});

it('goes on from there when asked again after the store was made to stand alone', async () => {
  const { automation, asked, ask } = rig({ size: 1, agrees: true });
  await ask();
  expect(asked).toEqual([]);
  expect(await automation.isRequested()).toBe(true);
});

it('begins above an epoch that the database has heard of, and the store has not', async () => {
  const { automation, ask } = rig({ epoch: 7 });
  await ask();
  expect(await automation.takeRequest()).toMatchObject({ epoch: 4, above: 7 });
});

it('activates the region that was the active one, where the others were the quorum', async () => {
  const { automation, ask } = rig({ home: 'us-east-1' });
  await ask(['eu-west-1', 'us-west-2']);
  expect(await automation.takeRequest()).toMatchObject({ from: 'us-east-1', to: 'us-east-1' });
});

const fact = (region: string, value: boolean | number) =>
  ({ of: 'kafka', region, measure: 'reachable', value }) as const;

it.each<[string, Situation, readonly string[], RegExp]>([
  ['one is left out', {}, ['us-east-1'], /expected all others as lost, us-east-1 and us-west-2/],
  ['it is named itself', {}, [...lost, 'eu-west-1'], /eu-west-1 is activated, where this/],
  ['the control store has its quorum', { agrees: true }, lost, /has its quorum: .*switchover/],
  ['a controller is heard', { heard: ['us-west-2'] }, lost, /controller of us-west-2 is heard/],
  ['a database answers', { living: ['us-east-1'] }, lost, /of us-east-1 answers, a primary/],
  ['anything else there answers', { facts: [fact('us-west-2', true)] }, lost, /kafka of us-west-2/],
  ['its own database is away', { epoch: undefined }, lost, /eu-west-1 does not answer: refused/],
  ['nobody can restart its member', { agent: false }, lost, /no agent.*--force-new-cluster/],
  ['its agent refuses', { agent: new Error('its disk is full') }, lost, /its disk is full/],
])('refuses while %s, and leaves the control store as it is', async (_, but, names, why) => {
  const { kept, asked, ask } = rig(but);
  await expect(ask(names)).rejects.toMatchObject({ code: 'OPERATOR_REFUSED' });
  await expect(ask(names)).rejects.toThrow(why);
  expect([asked, await kept.get(`${keys.operator}request`)]).toEqual([[], undefined]);
});

it('takes what is seen to be away, and what is near, for no sign of life', async () => {
  const facts = [fact('us-east-1', false), fact('us-west-2', 0.4), fact('eu-west-1', true)];
  const { automation, ask } = rig({ facts });
  await ask();
  expect(await automation.isRequested()).toBe(true);
});

it.each([
  ['running', /is under way/],
  ['failed', /is failed: look, and then POST \/retry/],
])('asks for nothing while the last runbook is %s', async (outcome, why) => {
  const { kept, automation, ask } = rig();
  const record = { id: '00000004-a', action: 'region-failover', from: 'us-east-1', outcome };
  await kept.put(`${keys.runbooks}00000004-a`, JSON.stringify(record));
  await expect(ask()).rejects.toThrow(why);
  expect(await automation.isRequested()).toBe(false);
});

it('knows from the last runbook who wrote, where that left nobody who may', async () => {
  const record = { id: '00000005-activate', action: 'activate', outcome: 'undone' };
  const { kept, automation, ask } = rig({ size: 1, writer: { region: 'none', epoch: 5 } });
  await kept.put(`${keys.runbooks}${record.id}`, JSON.stringify({ ...record, from: 'us-east-1' }));
  await ask();
  expect(await automation.takeRequest()).toMatchObject({ from: 'us-east-1', epoch: 5 });
});
