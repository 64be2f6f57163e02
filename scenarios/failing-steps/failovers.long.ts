import { expect } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import type { FailingRig, Move } from './failing-rig.ts';
import { testSteps } from './test-steps.ts';

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
];

/** What is lost, and how long it is missed before the service moves. */
interface Loss {
  readonly trigger: string;
  readonly heldFor: string;
  readonly server: 'postgres' | 'haproxy';
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const losses: readonly Loss[] = [
  {
    trigger: 'database_primary_failure',
    heldFor: '3 s',
    server: 'postgres',
    before: ['close', 'fence'],
    after,
  },
  {
    trigger: 'api_gateway_failure',
    heldFor: '18 s',
    server: 'haproxy',
    before: ['close', 'fence', 'drain'],
    after: ['detach', ...after],
  },
];

const endedMs = 120_000;

/** Does what an operator asks for, and says how that has ended. */
async function done(rig: FailingRig, region: string, path: string, body: object): Promise<string> {
  const heard = rig.heard();
  expect(await rig.ask(region, path, body)).toEqual([202, expect.anything()]);
  const { event, detail } = await heard.end(endedMs);
  return `${event}: ${detail}`;
}

/**
 * A database that is lost cannot be told to take writes again, so that the way back is gone to its
 * end once it has returned.
 */
const moveAfter = ({ trigger, server }: Loss, rig: FailingRig): Move => ({
  loses: server === 'postgres',
  begin: (from) => rig.regions.server(from, server).kill(),
  async mend(moved, from, to) {
    await rig.regions.server(from, server).start();
    if (moved) expect(await done(rig, to, '/rejoin', { region: from })).toMatch(/^succeeded/);
    else if (server === 'postgres') expect(await done(rig, from, '/retry', {})).toMatch(/undone/);
    await until(clock, { what: `${trigger} to be over`, ms: endedMs }, async () => {
      const { heldSinceMs } = (await rig.read(from, '/status')) as { heldSinceMs: object };
      return !(trigger in heldSinceMs);
    });
    expect(await rig.ask(from, '/resume', {})).toEqual([200, expect.anything()]);
  },
});

for (const loss of losses) {
  testSteps({
    ...loss,
    name: loss.trigger,
    heldFor: { [loss.trigger]: loss.heldFor },
    move: (rig) => moveAfter(loss, rig),
    planned: ({ ifHeld }) => ifHeld[loss.trigger],
  });
}
