import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, until } from '../../engine/index.ts';
import type { FaultEntry } from '../journal/entry.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { FaultRequest } from './fault.ts';
import { findFault } from './find-fault.ts';
import { createInjector, healAll } from './inject.ts';
import { heal, readPending } from './undo-log.ts';

export interface FaultTest {
  readonly request: FaultRequest;
  readonly clock: Clock;
  /** Whether another process can undo it; starting a server it cannot. */
  readonly undoneFromOutside: boolean;
  /** Regions that are up and sound; shared by all tests of one fault. */
  start(): Promise<AsyncDisposable & { readonly regions: RunningRegions; readonly runDir: string }>;
}

/** What every fault keeps, on regions that are real. */
export function testFault({ request, clock, undoneFromOutside, start }: FaultTest): void {
  describe(`fault ${request.fault}`, () => {
    let rig: Awaited<ReturnType<FaultTest['start']>>;
    let entries: FaultEntry[] = [];
    const inject = async (forMs?: number) => {
      const record = (entry: FaultEntry) => void entries.push(entry);
      const injector = createInjector({ ...rig, clock, record });
      const [injected] = await injector.inject([{ ...request, forMs }]);
      if (!injected) throw new Error('nothing was injected');
      return injected;
    };
    const events = () => entries.map((entry) => entry.event);

    beforeAll(async () => {
      rig = await start();
    });
    afterAll(() => rig?.[Symbol.asyncDispose]());
    afterEach(async () => {
      entries = [];
      expect(readPending(rig.runDir)).toEqual([]);
      expect(await rig.regions.wan.differences()).toEqual([]);
    });

    it('bites over the path it breaks, and is healed', async () => {
      const injected = await inject();
      expect(await injected.bite()).toBe(true);
      expect(readPending(rig.runDir)).toMatchObject([{ id: injected.id }]);
      await injected.heal();
      await injected.heal();
      expect(await injected.healed()).toBe(true);
      expect(events()).toEqual(['inject', 'bite', 'heal', 'healed']);
      const atMs = entries.map((entry) => entry.atMs);
      expect(atMs).toEqual([...atMs].sort((a, b) => a - b));
    });

    it('is seen as broken while it lasts, and only then', async () => {
      const { fault, parameters } = findFault(request);
      const effect = fault.prepare(parameters, { ...rig, clock });
      const look = async () => ({ broken: await effect.broken(), sound: await effect.sound() });
      expect(await look()).toEqual({ broken: false, sound: true });
      const injected = await inject();
      expect(await injected.bite()).toBe(true);
      expect(await look()).toEqual({ broken: true, sound: false });
      await injected.heal();
      expect(await injected.healed()).toBe(true);
      expect(await look()).toEqual({ broken: false, sound: true });
    });

    it('ends by itself when its time is over', async () => {
      const injected = await inject(500);
      const ended = { what: 'the fault to end', ms: 30_000 };
      await until(clock, ended, () => readPending(rig.runDir).length === 0);
      expect(await injected.healed()).toBe(true);
      const [begun, over] = ['inject', 'heal'].map((event) => {
        return entries.find((entry) => entry.event === event)?.atMs ?? 0;
      });
      expect((over ?? 0) - (begun ?? 0)).toBeGreaterThanOrEqual(500);
    });

    it('is undone from the log alone, any number of times, or says why not', async () => {
      const injected = await inject();
      expect(await injected.bite()).toBe(true);
      const { undone, failed } = await heal(rig.runDir, clock);
      const expected = undoneFromOutside ? [[injected.id], []] : [[], [injected.id]];
      expect([undone, failed.map((one) => one.id)]).toEqual(expected);
      if (!undoneFromOutside) await healAll([injected]);
      expect(await injected.healed()).toBe(true);
      expect(await heal(rig.runDir, clock)).toEqual({ undone: [], failed: [] });
      await injected.heal();
    });
  });
}
