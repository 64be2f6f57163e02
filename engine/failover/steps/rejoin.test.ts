import { expect, it } from 'vitest';
import { loadPlan } from '../../plan/load.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import type { Failover } from '../failover.ts';
import { rejoinAsked } from './rejoin.ts';

const plan = loadPlan('fixtures/plans/semantest.yaml');

it.each(['keepSlots', 'checkpoint', 'rejoin'])(
  'changes nothing more when another controller has come to lead during %s',
  async (last) => {
    const lead = new AbortController();
    const told: string[] = [];
    const tell = (what: string) => async () => {
      told.push(what);
      if (what === last) lead.abort();
      return what;
    };
    const calls = ['keepSlots', 'checkpoint', 'follow', 'dropSlots', 'commitAsConfigured'];
    const database = Object.fromEntries(calls.map((what) => [what, tell(what)]));
    const seenFrom = { '*': { host: '127.0.0.1', port: 1 } };
    const endpoint = { postgres: { seenFrom, user: 'a', password: 'b', slots: {} } };
    const world = {
      ...{ plan, clock: new VirtualClock() },
      postgres: { 'us-east-1': database, 'us-west-2': database },
      agents: { 'us-east-1': { rejoin: tell('rejoin') } },
      endpoints: { regions: { 'us-east-1': endpoint, 'us-west-2': endpoint } },
    };
    const failover = { world, from: 'us-east-1', target: 'us-west-2' } as unknown as Failover;
    await expect(rejoinAsked(failover).run(lead.signal)).rejects.toThrow(/abort/);
    expect(told.at(-1)).toBe(last);
  },
);
