import { expect, test } from 'vitest';
import { eachInTurn } from './each-in-turn.ts';

const first = new Error('the load ended');
const later = new Error('a link stays cut');

function steps(...errors: readonly (Error | undefined)[]) {
  const done: number[] = [];
  const all = errors.map((error, index) => async () => {
    done.push(index);
    if (error) throw error;
  });
  return { done, end: eachInTurn(...all) };
}

test('every step is done, and the only error is thrown as it is', async () => {
  const { done, end } = steps(first, undefined, undefined);
  await expect(end).rejects.toBe(first);
  expect(done).toEqual([0, 1, 2]);
});

test('the first of several errors is the cause, and none is lost', async () => {
  const { done, end } = steps(first, later, undefined);
  const message = 'the load ended; then: a link stays cut';
  await expect(end).rejects.toMatchObject({ message, cause: first, errors: [first, later] });
  expect(done).toEqual([0, 1, 2]);
});

test('one error met twice is one error', async () => {
  await expect(steps(first, first).end).rejects.toBe(first);
});
