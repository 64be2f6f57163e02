import { expect, it } from 'vitest';
import { systemClock as clock } from '../../ports/clock.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { PostgresReading } from '../../systems/postgres/reading.ts';
import { postgresProbe } from './postgres.ts';

const region = 'us-west-2';
const figures = { everyMs: 1_000, timeoutMs: 250, failures: 1, successes: 1 };
const reading = (role: PostgresReading['role']): PostgresReading => ({
  role,
  version: 150_020,
  system: '7',
  timeline: 2,
  receivedLsn: 7n,
  replayedLsn: 7n,
  streaming: true,
  heardAgoMs: 50,
});

/** What is found of a database of this role while a region is the active one. */
async function found(role: PostgresReading['role'], active: string) {
  const given: number[] = [];
  const probe = async (timeoutMs: number) => {
    given.push(timeoutMs);
    return reading(role);
  };
  const database = { probe, lost: () => undefined };
  const watched = { region, figures, database, active: () => active };
  return { ...(await postgresProbe(clock, watched).probe()), givenMs: given[0] };
}

it.each([
  ['primary', region, true],
  ['standby', region, false],
  ['standby', 'us-east-1', true],
  ['primary', 'us-east-1', true],
] as const)(
  'a %s of us-west-2 is reachable while %s is active: %s',
  async (role, active, value) => {
    const { facts } = await found(role, active);
    expect(facts).toMatchObject([{ of: 'postgres', region, measure: 'reachable', value }]);
  },
);

it('tells a standby’s position, and when it heard its primary, and none of a primary', async () => {
  const { standby } = await found('standby', 'us-east-1');
  expect(standby).toMatchObject({ region, timeline: 2, receivedLsn: 7n });
  expect(Number(standby?.atMs) - Number(standby?.primaryHeardAtMs)).toBeCloseTo(50, 6);
  expect((await found('primary', region)).standby).toBeUndefined();
});

it('gives a position time to come, and the active region no more than the plan does', async () => {
  expect((await found('primary', region)).givenMs).toBe(figures.timeoutMs);
  expect((await found('standby', 'us-east-1')).givenMs).toBe(deadlines.postgresPositionMs);
});
