import { describe, expect, it } from 'vitest';
import {
  type Address,
  systemClock as clock,
  RedisServer,
  RedisSystem,
  until,
} from '../../engine/index.ts';
import { type HeldRelay, startHeldRelay } from './held-relay.ts';
import { type RedisRig, redisAt, startRedisRig } from './redis-rig.ts';
import { testSystem } from './system-contract.ts';

const path: Address = { host: '127.20.251.101', port: 6379 };
const unsound = { code: 'SYSTEM_UNSOUND' };

describe('Redis without Sentinel', () => {
  testSystem({
    open: async (onMove) => {
      const rig = await startRedisRig();
      return { ...rig, system: new RedisSystem(clock, rig.members, onMove) };
    },
    moves: ['fence', 'catch-up', 'promote', 'open', 'follow', 'validate'],
    withinMs: 30_000,
  });

  const sound = (system: RedisSystem) =>
    until(clock, { what: 'a sound system', ms: 10_000 }, () => system.validate());

  /** The west has its link up and lacks what was written since; Europe has all. */
  async function withWestBehind(
    work: (rig: RedisRig, system: RedisSystem, relay: HeldRelay) => Promise<void>,
  ): Promise<void> {
    using relay = await startHeldRelay(path, redisAt('east'));
    await using rig = await startRedisRig({ over: { west: path } });
    const system = new RedisSystem(clock, rig.members);
    await rig.write('east', 'before');
    await sound(system);
    relay.hold();
    for (let n = 0; n < 20; n += 1) await rig.write('east', `held back ${n}`);
    const [, west] = rig.members;
    expect(await west?.server.replication()).toMatchObject({ role: 'slave', linkUp: true });
    await work(rig, system, relay);
  }

  it('does not take a link that is up for a replica that has all', async () => {
    await withWestBehind(async (rig, system, relay) => {
      await expect(system.validate()).rejects.toThrow(/west is behind east/);
      const refused = { code: 'MOVE_FAILED', stands: 'old' };
      await expect(system.failOver('west')).rejects.toMatchObject(refused);
      await rig.write('east', 'after');
      relay.release();
      expect((await sound(system)).leader).toBe('east');
      expect(await rig.keys('west')).toContain('after');
    });
  });

  it('waits for what comes a second late', async () => {
    await withWestBehind(async (_, system, relay) => {
      const late = clock.sleep(1_000).then(relay.release);
      const [{ leader }] = await Promise.all([system.validate(), late]);
      expect(leader).toBe('east');
    });
  });

  it('refuses one that is behind another when nobody leads, and takes the other', async () => {
    await withWestBehind(async (rig, system) => {
      await rig.kill('east');
      const behind = /west is \d+ bytes behind europe, and east is silent/;
      await expect(system.failOver('west')).rejects.toThrow(behind);
      await expect(rig.write('west', 'stray')).rejects.toThrow(/READONLY/);
      expect(await system.failOver()).toMatchObject({ from: 'east', to: 'europe' });
      expect(await rig.keys('west')).toHaveLength(21);
    });
  });

  it('does nothing where it may not log in, and says no password', async () => {
    await using rig = await startRedisRig({ password: 'right' });
    const members = rig.members.map((member) => ({
      ...member,
      server: new RedisServer(clock, { ...redisAt(member.name), password: 'guessed' }),
    }));
    const [east] = members;
    if (!east) throw new RangeError('no east');
    for (const locked of [members, [east, ...rig.members.slice(1)]]) {
      const error = await new RedisSystem(clock, locked).failOver().catch((thrown) => thrown);
      expect(error).toMatchObject(unsound);
      expect(error.message).toMatch(/east answers, but not to us: WRONGPASS/);
      expect(error.message).not.toMatch(/guessed|right/);
    }
    const system = new RedisSystem(clock, rig.members);
    expect((await sound(system)).leader).toBe('east');
    await rig.write('east', 'still');
    expect(await system.failOver('west')).toMatchObject({ to: 'west' });
  });

  it('says that two lead when a frozen leader is back, and lets one of them', async () => {
    await using rig = await startRedisRig();
    const system = new RedisSystem(clock, rig.members);
    await rig.write('east', 'before');
    await sound(system);
    rig.freeze('east');
    const { to } = await system.failOver();
    rig.thaw('east');
    await until(clock, { what: 'the east to answer', ms: 5_000 }, () => rig.keys('east'));
    await expect(system.validate()).rejects.toThrow(/2 lead/);
    await expect(system.failOver()).rejects.toMatchObject(unsound);
    await system.repoint(to);
    expect((await sound(system)).leader).toBe(to);
    await expect(rig.write('east', 'stray')).rejects.toThrow(/READONLY/);
  });

  it('goes on where an engine died, and leaves the rules for writes as they were', async () => {
    await using rig = await startRedisRig({ lines: ['min-replicas-to-write 1'] });
    const system = new RedisSystem(clock, rig.members);
    await sound(system);
    await new RedisServer(clock, redisAt('east')).refuseWrites();
    await expect(rig.write('east', 'stray')).rejects.toThrow(/NOREPLICAS/);
    await expect(system.validate()).rejects.toThrow(/east refuses writes/);
    const moved = await system.failOver();
    await rig.write(moved.to, 'new');
    await rig.kill('europe');
    await rig.kill(moved.to === 'west' ? 'east' : 'west');
    await until(clock, { what: 'its own rule to hold', ms: 20_000 }, () =>
      rig.write(moved.to, 'alone').then(
        () => false,
        (error) => /NOREPLICAS/.test(error.message),
      ),
    );
  });

  it('has who leads and who follows outlive a restart of each', async () => {
    await using rig = await startRedisRig();
    const system = new RedisSystem(clock, rig.members);
    await sound(system);
    const { moves } = await system.failOver('west');
    expect(moves.find(({ name }) => name === 'follow')?.detail).toBe(
      'following west: east, europe',
    );
    await Promise.all(rig.names.map((name) => rig.kill(name)));
    for (const name of ['west', 'east', 'europe'] as const) await rig.restart(name);
    expect(await sound(system)).toMatchObject({ leader: 'west', followers: ['east', 'europe'] });
    await rig.write('west', 'after');
  });

  it('leads as a part of more, though the old leader is not fenced or is silent', async () => {
    await using rig = await startRedisRig({ lines: ['rename-command CLIENT ""'] });
    const system = new RedisSystem(clock, rig.members);
    await sound(system);
    await expect(system.failOver('west')).rejects.toMatchObject({ stands: 'old' });
    await rig.write('east', 'before');
    expect(await system.lead('east', 'west')).toMatch(/east may still take writes .*west takes/);
    expect(await system.lead('east', 'west')).toMatch(/west leads already/);
    await system.repoint('west');
    expect((await sound(system)).leader).toBe('west');
    await rig.kill('west');
    expect(await system.lead('west', 'east')).toMatch(/west is silent.*east takes writes/);
  });
});
