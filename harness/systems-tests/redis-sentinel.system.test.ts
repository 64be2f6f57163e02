import { describe, expect, it } from 'vitest';
import { systemClock as clock, SentinelSystem, until } from '../../engine/index.ts';
import { startRedis } from './rig.ts';
import { startSentinelRig } from './sentinel-rig.ts';
import { testSystem } from './system-contract.ts';

const unsound = { code: 'SYSTEM_UNSOUND' };

describe('Redis with Sentinel', () => {
  testSystem({
    open: async (onMove) => {
      const rig = await startSentinelRig();
      return { ...rig, system: new SentinelSystem(rig.options, onMove) };
    },
    moves: ['fence', 'catch-up', 'ask', 'agreed', 'follow', 'validate'],
    withinMs: 30_000,
  });

  it('refuses where one of three sentinels is left, and all stays as it is', async () => {
    await using rig = await startSentinelRig();
    const system = new SentinelSystem(rig.options);
    expect((await system.validate()).leader).toBe('east');
    for (const name of ['west', 'europe']) await rig.sentinels.get(name)?.kill();
    const lacking = /no leader is named by 2 of 3 sentinels; east by east; west is silent/;
    await expect(system.validate()).rejects.toThrow(lacking);
    await expect(system.failOver()).rejects.toThrow(lacking);
    await rig.write('east', 'still');
    await expect(rig.write('west', 'stray')).rejects.toThrow(/READONLY/);
    await rig.kill('east');
    await expect(system.failOver()).rejects.toMatchObject(unsound);
    await expect(rig.write('west', 'stray')).rejects.toThrow(/READONLY/);
  });

  it('goes on with two of three sentinels', async () => {
    await using rig = await startSentinelRig();
    const system = new SentinelSystem(rig.options);
    await rig.sentinels.get('europe')?.kill();
    await until(clock, { what: 'the two', ms: 15_000 }, () => system.validate());
    const moved = await system.failOver('west');
    expect(moved).toMatchObject({ from: 'east', to: 'west' });
    await rig.write('west', 'new');
  });

  it('reports a sentinel that names a server of its own, and does not follow it', async () => {
    const stranger = { host: '127.40.251.1', port: 6379 };
    await using rig = await startSentinelRig({ believes: { europe: stranger } });
    await startRedis(rig.rig, stranger);
    const system = new SentinelSystem(rig.options);
    const lie = /europe names an unknown server, 127\.40\.251\.1:6379, the others east/;
    await until(clock, { what: 'the stranger', ms: 10_000 }, () =>
      system.validate().then(
        () => false,
        (error) => lie.test(error.message),
      ),
    );
    await expect(system.failOver()).rejects.toThrow(lie);
    await rig.write('east', 'still');
  });
});
