import { expect, it } from 'vitest';
import { systemClock as clock } from '../../ports/clock.ts';
import { nowhere } from '../../surface/testing/nowhere.ts';
import { answersTo, type Inquiry, questionsOf } from './questions.ts';

const { home, regions } = nowhere({ host: '127.0.0.1', port: 1 }, 'p');
const inquiry = (change: Partial<Inquiry> = {}): Inquiry => ({
  ...{ home, regions, systems: ['gateway', 'redis', 'kafka', 's3'], timeoutMs: 2_000 },
  ...change,
});
const asked = (of: Inquiry) =>
  questionsOf(clock, of)
    .filter(({ region }) => region === 'us-west-2')
    .map((question) => question.of);

it('asks each region what the plan has there', () => {
  expect(asked(inquiry())).toEqual(['postgres', 'etcd', 'redis', 'kafka', 's3']);
  expect(asked(inquiry({ systems: ['gateway'] }))).toEqual(['postgres', 'etcd']);
  const agent = { seenFrom: { '*': { host: '127.0.0.1', port: 1 } }, token: 't' };
  const west = { ...regions['us-west-2'], agent } as Inquiry['regions'][string];
  const of = inquiry({ systems: [], regions: { 'us-west-2': west } });
  expect(asked(of)).toEqual(['postgres', 'etcd', 'agent']);
});

it('learns nothing of whom it does not reach', async () => {
  const answers = await answersTo(clock, questionsOf(clock, inquiry()), 2_000);
  expect(answers).toHaveLength(15);
  for (const { of, region, why, error } of answers) {
    expect([of, region, why]).toEqual([of, region, undefined]);
    expect(error, of).toMatch(/ECONNREFUSED/);
  }
});

it('waits for nobody longer than it was told', async () => {
  const never = { of: 's3', region: 'west', ask: () => new Promise<undefined>(() => undefined) };
  const fine = { of: 'etcd', region: 'west', ask: async () => undefined } as const;
  const ill = { ...fine, of: 'redis', ask: async () => 'is ill: heal it' } as const;
  expect(await answersTo(clock, [{ ...never, of: 's3' }, fine, ill], 50)).toEqual([
    { of: 's3', region: 'west', error: 'waited 50 ms for s3 of west' },
    { of: 'etcd', region: 'west', why: null },
    { of: 'redis', region: 'west', why: 'is ill: heal it' },
  ]);
});
