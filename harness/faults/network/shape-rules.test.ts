import { expect, it } from 'vitest';
import { type Shape, shapeRules, takesNetem } from './shape-rules.ts';

const linesOf = (shape: Shape) =>
  shapeRules([{ host: '198.18.8.102', port: 5432 }], shape)
    .split(' && ')
    .filter((line) => line.startsWith('tc '))
    .map((line) => line.replace('dev $device ', ''));

const root = 'tc qdisc add root handle 1: htb';
const filter =
  'tc filter add parent 1: protocol ip ' +
  'u32 match ip src 198.18.8.102/32 match ip sport 5432 0xffff flowid 1:1';

it('limits a rate by htb alone', () => {
  expect(takesNetem({ kbitPerSecond: 400 })).toBe(false);
  expect(linesOf({ kbitPerSecond: 400 })).toEqual([
    root,
    'tc class add parent 1: classid 1:1 htb rate 400kbit',
    filter,
  ]);
});

it('delays, loses and reorders by netem, in a class without a limit', () => {
  const shape = { delayMs: 100, jitterMs: 20, lossShare: 0.01, reorderShare: 0.25 };
  expect(takesNetem(shape)).toBe(true);
  expect(linesOf(shape)).toEqual([
    root,
    'tc class add parent 1: classid 1:1 htb rate 10gbit',
    'tc qdisc add parent 1:1 netem delay 100ms 20ms loss 1% reorder 25%',
    filter,
  ]);
});
