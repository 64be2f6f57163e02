import { expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { assigned, type Claim, type EngineRig, startEngineRig, store } from './engine-rig.ts';
import { write } from './postgres-rig.ts';

const runbooks = () => store.list('blackstart/semantest/runbook/');

/**
 * Kills whoever leads with SIGKILL when it has claimed that this step began, of a runbook on
 * record: before that nothing is touched, and the next leader decides anew. Gives that claim.
 */
async function loseLeaderIn(world: EngineRig, step: string): Promise<Claim> {
  const begun = await until(clock, { what: step, ms: 30_000, everyMs: 5 }, async () => {
    const claim = world.claimed(step, 'started');
    return claim && (await runbooks()).length > 0 && claim;
  });
  expect(world.leader()).toBe(begun.home);
  await world.engines[begun.home].kill();
  return begun;
}

it.each(['fence', 'promote', 'epoch'])(
  'a leader that dies in the step %s is followed by one that ends what it began',
  async (step) => {
    await using world = await startEngineRig();
    await write(world.databases['us-east-1'], 1, 1);
    await world.databases['us-east-1'].process().kill();
    const begun = await loseLeaderIn(world, step);
    await until(clock, { what: 'another leader', ms: 20_000 }, () => world.leader() !== begun.home);
    await until(clock, { what: 'the right to write', ms: 20_000 }, async () => {
      const { region } = (await assigned('writer')) as { region: string };
      return region === 'us-west-2';
    });
    expect(await assigned('writer')).toEqual({ region: 'us-west-2', epoch: 2 });
    const { rows } = await world.databases['us-west-2'].query(
      'select pg_is_in_recovery() as standby, (select epoch::int from blackstart.fence) as epoch',
    );
    expect(rows).toEqual([{ standby: false, epoch: 2 }]);
    const europe = await world.databases['eu-west-1'].query(
      'select pg_is_in_recovery() as standby',
    );
    expect(europe.rows).toEqual([{ standby: true }]);
    expect(await runbooks()).toHaveLength(1);
    const since = world.claims.slice(world.claims.indexOf(begun)).map((claim) => claim.step);
    expect(since).not.toContain('decided');
  },
);
