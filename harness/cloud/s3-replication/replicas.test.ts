import { expect, test } from 'vitest';
import type { ObjectVersion } from './list-versions.ts';
import { Replicas } from './replicas.ts';

const version = (key: string, id: string): ObjectVersion => ({
  key,
  id,
  etag: 'e',
  isLatest: true,
  modifiedMs: 0,
});

test('a copy is known by its id, and only in its bucket', async () => {
  const replicas = new Replicas();
  await replicas.write('west', 'a', async () => '1');
  expect(replicas.isOriginal('west', version('a', '1'))).toBe(false);
  expect(replicas.isOriginal('west', version('a', '2'))).toBe(true);
  expect(replicas.isOriginal('east', version('a', '1'))).toBe(true);
  expect(replicas.isOriginal('west', version('b', '1'))).toBe(true);
});

test('nothing of a key is an original while a copy of it is under way', async () => {
  const replicas = new Replicas();
  const { promise, resolve } = Promise.withResolvers<string>();
  const written = replicas.write('west', 'a', () => promise);
  expect(replicas.isOriginal('west', version('a', '1'))).toBe(false);
  resolve('2');
  await written;
  expect(replicas.isOriginal('west', version('a', '1'))).toBe(true);
});

test('a copy that nobody told of is found by its likeness', async () => {
  const replicas = new Replicas();
  const lost = replicas.write('west', 'a', () => Promise.reject(new Error('cut')));
  await expect(lost).rejects.toThrow('cut');
  expect(replicas.isOriginal('west', version('a', '1'))).toBe(false);
  replicas.settle('west', new Set(['a']), [version('a', '1'), version('b', '3')]);
  expect(replicas.isOriginal('west', version('a', '1'))).toBe(false);
  expect(replicas.isOriginal('west', version('a', '2'))).toBe(true);
  expect(replicas.isOriginal('west', version('b', '3'))).toBe(true);
});

test('a key stays open until every copy that is under way has ended', async () => {
  const replicas = new Replicas();
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = replicas.write('west', 'a', () => promise);
  await replicas.write('west', 'a', async () => '1');
  expect(replicas.isOriginal('west', version('a', '9'))).toBe(false);
  resolve('2');
  await slow;
  expect(replicas.isOriginal('west', version('a', '9'))).toBe(true);
});
