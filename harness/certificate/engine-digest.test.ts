import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { engineDigest } from './engine-digest.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'engine-'));
  await mkdir(join(root, 'engine', 'plan'), { recursive: true });
  await writeFile(join(root, 'engine', 'plan', 'load.ts'), 'b');
  await writeFile(join(root, 'engine', 'main.ts'), 'a');
});
afterEach(() => rm(root, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('sha256sum alone can make it, from the files in the order of their paths', async () => {
  const list = `${sha256('a')}  engine/main.ts\n${sha256('b')}  engine/plan/load.ts\n`;
  expect(await engineDigest(root)).toBe(sha256(list));
});

test('another name, another content and another file give another digest', async () => {
  const digests = [await engineDigest(root)];
  await rename(join(root, 'engine', 'main.ts'), join(root, 'engine', 'other.ts'));
  digests.push(await engineDigest(root));
  await writeFile(join(root, 'engine', 'other.ts'), 'c');
  digests.push(await engineDigest(root));
  await writeFile(join(root, 'engine', 'more.ts'), '');
  digests.push(await engineDigest(root));
  expect(new Set(digests).size).toBe(4);
});
