import { expect, it } from 'vitest';
import { amiss } from './topic-copies.ts';

const found = (leader: number, replicas: readonly number[], isr: readonly number[]) =>
  amiss('test-events/0', { leader, replicas, isr });

it('is as it was made while the first replica leads and all are in sync', () => {
  expect(found(1, [1], [1])).toEqual([]);
  expect(found(1, [1, 2, 3], [3, 1, 2])).toEqual([]);
});

it('says who leads instead, and who lacks records', () => {
  expect(found(2, [1, 2, 3], [2, 3])).toEqual([
    'broker 2 leads test-events/0, not 1',
    'test-events/0 is not in sync on broker 1',
  ]);
  expect(found(1, [1, 2, 3], [1])).toEqual(['test-events/0 is not in sync on broker 2,3']);
});
