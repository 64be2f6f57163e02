import { expect, it } from 'vitest';
import type { Partition } from './metadata.ts';
import { obstacleIn } from './write-check.ts';

const sound: Partition = {
  topic: 'test-events',
  index: 0,
  leader: 1,
  replicas: [1, 2, 3],
  inSync: [1, 2, 3],
};
const obstacle = (partition: Partial<Partition>, ...answering: readonly number[]) =>
  obstacleIn([{ ...sound, ...partition }], new Set(answering), 2);

it('takes a record while the leader and as many in sync as must be answer', () => {
  expect(obstacle({}, 1, 2, 3)).toBeUndefined();
  expect(obstacle({}, 1, 3)).toBeUndefined();
  expect(obstacle({ leader: 2, inSync: [2, 3] }, 2, 3)).toBeUndefined();
});

it('takes none without a leader that answers, whatever the brokers say of it', () => {
  expect(obstacle({ leader: -1, inSync: [1] }, 2, 3)).toBe('test-events/0 has no leader');
  expect(obstacle({}, 2, 3)).toBe('broker 1, which leads test-events/0, is silent');
});

it('takes none with too few in sync that live', () => {
  const words = 'test-events/0 has 1 live replicas in sync, and needs 2';
  expect(obstacle({}, 1)).toBe(words);
  expect(obstacle({ inSync: [1, 2] }, 1, 3)).toBe(words);
});

it('asks of a topic no more replicas than it has, and of every partition', () => {
  const alone = { ...sound, replicas: [1], inSync: [1] };
  expect(obstacleIn([alone], new Set([1]), 2)).toBeUndefined();
  expect(obstacleIn([alone, { ...sound, index: 1 }], new Set([1]), 2)).toMatch(/^test-events\/1/);
  expect(obstacleIn([], new Set(), 2)).toBeUndefined();
});
