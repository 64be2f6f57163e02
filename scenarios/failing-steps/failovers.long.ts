import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { type FailingRig, type Move, startFailingRig } from './failing-rig.ts';

/** Those after the commit, which are done again, or which the move can do without. */
const after = [
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
  'warm',
  'activate',
  'reroute',
  'validate',
] as const;

/**
 * What is lost, and how long it is missed before the service moves. A database that is lost cannot
 * be told to take writes again, so that the way back is gone to its end once it has returned.
 */
const losses = [
  {
    trigger: 'database_primary_failure',
    heldFor: '3 s',
    server: 'postgres',
    before: ['close', 'fence'],
    after,
    loses: true,
  },
  {
    trigger: 'api_gateway_failure',
    heldFor: '18 s',
    server: 'haproxy',
    before: ['close', 'fence', 'drain'],
    after: ['detach', ...after],
    loses: false,
  },
] as const;

const endedMs = 120_000;

describe.each(losses)('$trigger', ({ trigger, heldFor, server, before, after, loses }) => {
  let rig: FailingRig;
  beforeAll(async () => {
    rig = await startFailingRig({ [trigger]: heldFor });
  });
  afterAll(() => rig?.[Symbol.asyncDispose]());

  async function controllerOf(region: string, path: string): Promise<Record<string, object>> {
    const { host, port } = rig.regions.endpoints(region).listen;
    return (await (await fetch(`http://${host}:${port}${path}`)).json()) as Record<string, object>;
  }

  /** Begins what an operator asks for, and waits for its end, which is to be a good one. */
  async function done(region: string, path: string, body: object): Promise<void> {
    const heard = rig.heard();
    expect(await rig.ask(region, path, body)).toEqual([202, expect.anything()]);
    await heard.end(endedMs);
  }

  const loss: Move = {
    loses,
    begin: (from) => rig.regions.server(from, server).kill(),
    async mend(moved, from, to) {
      await rig.regions.server(from, server).start();
      if (moved) await done(to, '/rejoin', { region: from });
      else if (server === 'postgres') await done(from, '/retry', {});
      await until(clock, { what: `${trigger} to be over`, ms: endedMs }, async () => {
        const { heldSinceMs = {} } = await controllerOf(from, '/status');
        return !(trigger in heldSinceMs);
      });
      expect(await rig.ask(from, '/resume', {})).toEqual([200, expect.anything()]);
    },
  };

  it.each(before)('when %s fails all is as it was once it is mended', async (step) => {
    const { from, detail } = await rig.move(step, loss);
    expect(detail).toMatch(/made to fail/);
    expect(rig.active()).toBe(from);
  });

  it.each(after)('when %s fails the service moves all the same', async (step) => {
    const { to, detail } = await rig.move(step, loss);
    expect(detail).toMatch(/made to fail/);
    expect(rig.active()).toBe(to);
  });

  it('has tried every step there is', async () => {
    const { ifHeld } = (await controllerOf(rig.active(), '/plan')) as {
      readonly ifHeld: Readonly<Record<string, { readonly steps: readonly { name: string }[] }>>;
    };
    const names = ifHeld[trigger]?.steps.map(({ name }) => name);
    expect(names?.sort()).toEqual([...before, ...after].sort());
  });
});
