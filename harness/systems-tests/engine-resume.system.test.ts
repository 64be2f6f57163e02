import { expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { assigned, type EngineRig, startEngineRig, store } from './engine-rig.ts';
import { write } from './postgres-rig.ts';

/** Kills the leader with SIGKILL when it has claimed that this step began. */
async function loseLeaderIn(world: EngineRig, step: string): Promise<void> {
  await until(clock, { what: step, ms: 30_000, everyMs: 5 }, () => world.claimed(step, 'started'));
  await world.engines['us-west-2'].kill();
}

it.each(['fence', 'promote', 'epoch'])(
  'a leader that dies in the step %s is followed by one that ends what it began',
  async (step) => {
    await using world = await startEngineRig();
    await write(world.databases['us-east-1'], 1, 1);
    await world.databases['us-east-1'].process().kill();
    await loseLeaderIn(world, step);
    const leads = () => world.claims.filter((claim) => claim.step === 'leads').length === 2;
    await until(clock, { what: 'another leader', ms: 20_000 }, leads);
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
    const records = await store.list('blackstart/semantest/runbook/');
    expect(records).toHaveLength(1);
    expect(world.claims.filter((claim) => claim.step === 'decided')).toHaveLength(1);
  },
);
