import { expect, it } from 'vitest';
import { keepingRejoined, leftBy } from './left.ts';
import type { LeftSteps, RunbookRecord } from './record.ts';
import { askedFor, firstRecord } from './runbook.ts';

const [east, west, europe] = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const regions = [east, west, europe];

const move = (epoch: number, left: LeftSteps, outcome: RunbookRecord['outcome'] = 'succeeded') => ({
  ...firstRecord(askedFor('switchover', east, west, epoch - 1)),
  ...{ outcome, left },
});

const rejoin = (region: string, epoch: number, left: LeftSteps = {}): RunbookRecord => ({
  ...firstRecord(askedFor('rejoin', region, west, epoch)),
  ...{ outcome: 'succeeded', left },
});

const all = {
  repoint: 'slow',
  cache: 'away',
  rejoin: 'no agent',
  'fence-events': 'silent',
  'fence-objects': 'silent',
};

const told = (...records: RunbookRecord[]) =>
  leftBy(records, regions).map(({ step, region }) => `${step} ${region}`);

const ofOldSide = [`rejoin ${east}`, `fence-events ${east}`, `fence-objects ${east}`];

it('is what the newest move has left, where it is to be done', () => {
  expect(told()).toEqual([]);
  expect(told(move(2, all))).toEqual([`repoint ${west}`, `cache ${west}`, ...ofOldSide]);
});

it.each([
  ['the next move has left less', [move(2, all), move(3, {})], []],
  ['the next move came to nothing', [move(2, { cache: '' }), move(3, {}, 'undone')], ['cache']],
  ['the old side has rejoined', [rejoin(east, 2), move(2, all)], ['repoint', 'cache']],
  ['another has rejoined', [rejoin(europe, 2), move(2, all)], ['cache', ...ofOldSide]],
  ['one has rejoined before the move', [rejoin(east, 1), move(2, { rejoin: '' })], ['rejoin']],
  [
    'the one that rejoined could not be told all',
    [rejoin(east, 2, { 'fence-events': 'silent' }), move(2, all)],
    ['repoint', 'cache', `fence-events ${east}`],
  ],
  [
    'a rejoin has failed',
    [{ ...rejoin(east, 2), outcome: 'failed' as const }, move(2, { rejoin: '' })],
    ['rejoin'],
  ],
])('is what is not mended when %s', (_, records, steps) => {
  expect(told(...records)).toEqual(steps.map((step) => expect.stringMatching(`^${step}`)));
});

it('remembers every rejoin of an epoch, whose record is that of the last one', () => {
  const first = rejoin(east, 2, { 'fence-objects': 'silent' });
  const begun = keepingRejoined(firstRecord(askedFor('rejoin', europe, west, 2)), [first]);
  const failed = { ...begun, outcome: 'failed' } as const;
  expect(told(failed, move(2, all))).toEqual([
    `repoint ${west}`,
    `cache ${west}`,
    `fence-objects ${east}`,
  ]);
  const second = { ...begun, outcome: 'succeeded' } as const;
  expect(told(second, move(2, all))).toEqual([`cache ${west}`, `fence-objects ${east}`]);
});
