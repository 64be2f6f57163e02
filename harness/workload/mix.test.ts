import { expect, it } from 'vitest';
import { Mix, type Task } from './mix.ts';

function take(mix: Mix, count: number): Task[] {
  return Array.from({ length: count }, () => {
    const task = mix.next();
    if (task.type === 'write') mix.acknowledge(task.id);
    return task;
  });
}

const options = { seed: 7, writeShare: 0.8, payloadBytes: 100 };

it('writes dense ids from 1 and reads only what was acknowledged', () => {
  const mix = new Mix(options);
  const tasks = take(mix, 5000);
  const written = tasks.filter(({ type }) => type === 'write').map(({ id }) => id);
  expect(written).toEqual(written.map((_, index) => index + 1));
  expect(written.length / tasks.length).toBeCloseTo(0.8, 1);
  let lastWritten = 0;
  for (const { type, id } of tasks) {
    if (type === 'write') lastWritten = id;
    else expect(id).toBeGreaterThan(0);
    expect(id).toBeLessThanOrEqual(lastWritten);
  }
});

it('never reads an id that was not acknowledged', () => {
  const mix = new Mix({ ...options, writeShare: 0.5 });
  for (let count = 0; count < 100; count += 1) expect(mix.next().type).toBe('write');
  mix.acknowledge(42);
  const reads = take(mix, 20).filter(({ type }) => type === 'read');
  expect(reads.length).toBeGreaterThan(0);
});

it('repeats itself with a seed, and differs with another', () => {
  expect(take(new Mix(options), 300)).toEqual(take(new Mix(options), 300));
  expect(take(new Mix({ ...options, seed: 8 }), 300)).not.toEqual(take(new Mix(options), 300));
});

it('makes payloads of the size asked for that begin with their id', () => {
  const [first] = take(new Mix(options), 1);
  expect(first).toMatchObject({ payload: expect.stringMatching(/^1:x{98}$/) });
});
