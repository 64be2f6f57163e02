import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock as clock } from '../../engine/index.ts';
import type { FaultEntry } from '../journal/entry.ts';
import { endRecorded } from '../processes/end-recorded.ts';
import { testFault } from './contract.ts';
import { createInjector, healAll, type Injector } from './inject.ts';
import { type OneServer, startOneServer } from './one-server.ts';
import { startOneService } from './one-service.ts';
import { askService } from './path-probe.ts';
import { heal, readPending } from './undo-log.ts';

const redis = { region: 'us-east-1', server: 'redis' };
const link = { from: 'us-west-2', to: 'us-east-1', services: ['redis'] };
const start = () => startOneServer(clock);

testFault({ request: { fault: 'kill-server', ...redis }, clock, undoneFromOutside: false, start });
testFault({ request: { fault: 'stop-server', ...redis }, clock, undoneFromOutside: false, start });
testFault({ request: { fault: 'freeze-server', ...redis }, clock, undoneFromOutside: true, start });
testFault({ request: { fault: 'cut-links', ...link }, clock, undoneFromOutside: true, start });
testFault({
  request: { fault: 'cut-links', ...link, manner: 'refuse' },
  clock,
  undoneFromOutside: true,
  start,
});
testFault({
  request: { fault: 'cut-links', ...link, stream: 'downstream' },
  clock,
  undoneFromOutside: true,
  start,
});
testFault({
  request: { fault: 'slow-links', ...link, byMs: 300 },
  clock,
  undoneFromOutside: true,
  start,
});
testFault({
  request: { fault: 'lose-region', region: 'us-east-1' },
  clock,
  undoneFromOutside: false,
  start,
});

const crowd = { fault: 'noisy-neighbours', region: 'us-east-1', leave: 0.5, memory: 0.98 };
testFault({ request: crowd, clock, undoneFromOutside: true, start: () => startOneService(clock) });

describe('several faults', () => {
  let rig: OneServer;
  let injector: Injector;
  const entries: FaultEntry[] = [];
  beforeAll(async () => {
    rig = await start();
    injector = createInjector({ ...rig, clock, record: (entry) => entries.push(entry) });
  });
  afterAll(() => rig?.[Symbol.asyncDispose]());

  it('are injected together, in order, and undone in reverse', async () => {
    const cut = { fault: 'cut-links', ...link };
    const injected = await injector.inject([cut, { fault: 'kill-server', ...redis }]);
    expect(await Promise.all(injected.map((one) => one.bite()))).toEqual([true, true]);
    await healAll(injected);
    expect(await Promise.all(injected.map((one) => one.healed()))).toEqual([true, true]);
    const told = entries.filter(({ event }) => event === 'inject' || event === 'heal');
    expect(told.map(({ event, fault }) => `${event} ${fault}`)).toEqual([
      'inject cut-links',
      'inject kill-server',
      'heal kill-server',
      'heal cut-links',
    ]);
  });

  it('slow a link more and more', async () => {
    const slow = { fault: 'slow-links', ...link };
    const first = await injector.inject([{ ...slow, byMs: 200 }]);
    const second = await injector.inject([{ ...slow, byMs: 300 }]);
    const injected = [...first, ...second];
    expect(await Promise.all(injected.map((one) => one.bite()))).toEqual([true, true]);
    const { redis: through } = rig.regions.wan.link('us-west-2', 'us-east-1').services;
    const beganMs = clock.monotonicMs();
    expect(await askService(clock, 'redis', through ?? { host: '', port: 0 })).toBe('answered');
    expect(clock.monotonicMs() - beganMs).toBeGreaterThanOrEqual(500);
    await healAll(injected);
    expect(await Promise.all(injected.map((one) => one.healed()))).toEqual([true, true]);
  });

  it('tell when they do not bite', async () => {
    const [injected] = await injector.inject([{ fault: 'does-not-bite' }]);
    expect(await injected?.bite()).toBe(false);
    expect(entries.at(-1)?.event).toBe('no-bite');
    await injected?.heal();
  });

  it('are refused before anything is touched', async () => {
    const kill = { fault: 'kill-server', ...redis };
    const refused = [
      [{ fault: 'earthquake' }, /unknown; known are kill-server/],
      [{ ...kill, server: 'kafka' }, /no kafka in us-east-1/],
      [{ ...kill, hard: true }, /hard/],
      [{ fault: 'cut-links', ...link, services: ['s3'] }, /no s3 on the link/],
      [{ fault: 'cut-links', ...link, to: 'mars' }, /no link from us-west-2 to mars/],
      [{ fault: 'cut-links', ...link, manner: 'refuse', stream: 'upstream' }, /both ways/],
      [{ fault: 'slow-links', ...link, byMs: 300, to: 'mars' }, /no link from us-west-2 to mars/],
      [{ fault: 'slow-links', ...link, byMs: 60_000 }, /byMs/],
      [{ fault: 'lose-region', region: 'mars' }, /no server in mars/],
      [{ fault: 'drop-packets', ...link }, /share the network of this machine/],
      [{ fault: 'drop-packets', ...link, share: 0 }, /share/],
      [{ fault: 'shape-packets', ...link, kbitPerSecond: 9 }, /share the network of this machine/],
      [{ fault: 'shape-packets', ...link, jitterMs: 9 }, /expected a delayMs/],
      [crowd, /no service has a machine here/],
      [{ ...crowd, leave: 1 }, /leave/],
    ] as const;
    for (const [request, words] of refused) {
      await expect(injector.inject([kill, request])).rejects.toThrow(words);
    }
    expect(injector.available(kill)).toBe(true);
    expect(readPending(rig.runDir)).toEqual([]);
    expect(rig.regions.servers[0]?.pid()).toBeDefined();
  });

  it('are all undone, and seen to be gone, if one cannot be applied', async () => {
    const kept = { kill: () => Promise.reject(new Error('no such luck')) };
    const servers = [{ ...rig.regions.server('us-east-1', 'redis'), ...kept }];
    const told: FaultEntry[] = [];
    const regions = { ...rig.regions, servers };
    const record = (entry: FaultEntry) => void told.push(entry);
    const luckless = createInjector({ ...rig, regions, clock, record });
    const kill = { fault: 'kill-server', ...redis };
    const requests = [{ fault: 'cut-links', ...link }, kill, { fault: 'does-not-bite' }];
    await expect(luckless.inject(requests)).rejects.toThrow(/no such luck/);
    const words = told.map(({ event, fault }) => `${event} ${fault}`);
    expect(words.slice(0, 4)).toEqual([
      'inject cut-links',
      'inject kill-server',
      'heal kill-server',
      'heal cut-links',
    ]);
    expect(words.slice(4).sort()).toEqual(['healed cut-links', 'healed kill-server']);
    expect(readPending(rig.runDir)).toEqual([]);
  });

  it('are not injected where nothing works', async () => {
    await using down = rig.regions.servers[0] && {
      [Symbol.asyncDispose]: () => rig.regions.server('us-east-1', 'redis').start(),
    };
    await rig.regions.server('us-east-1', 'redis').kill();
    await expect(injector.inject([{ fault: 'freeze-server', ...redis }])).rejects.toThrow(
      /redis does not run in us-east-1/,
    );
    await expect(injector.inject([{ fault: 'cut-links', ...link }])).rejects.toThrow(
      /to work before it is broken/,
    );
    expect(readPending(rig.runDir)).toEqual([]);
    expect(down).toBeDefined();
  });

  it('are undone by definition once the processes of the run are ended', async () => {
    const cut = { fault: 'cut-links', ...link };
    await injector.inject([cut, { fault: 'kill-server', ...redis }]);
    expect(readPending(rig.runDir)).toHaveLength(2);
    await endRecorded(rig.runDir, rig.runId, { clock });
    expect((await heal(rig.runDir, clock)).undone).toEqual(['kill-server-10', 'cut-links-9']);
    expect(await heal(rig.runDir, clock)).toEqual({ undone: [], failed: [] });
  });
});
