import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, layOut } from './context.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blackstart-context-'));
  file = join(directory, 'program');
  writeFileSync(file, 'one');
});
afterEach(() => rmSync(directory, { recursive: true }));

const content = (base = 'sha256:base') => contentOf('redis', { program: file }, base);

it('has the same digest for the same content, and another for any other', async () => {
  const first = await content();
  expect(await content()).toBe(first);
  expect(await content('sha256:other')).not.toBe(first);
  expect(await contentOf('redis', { elsewhere: file }, 'sha256:base')).not.toBe(first);
  chmodSync(file, 0o755);
  const executable = await content();
  expect(executable).not.toBe(first);
  writeFileSync(file, 'two');
  expect(await content()).not.toBe(executable);
});

it('lays out the recipe with what it needs, and leaves nothing', async () => {
  const context = await layOut(join(directory, 'images'), 'redis', { 'bin/program': file });
  expect([...context.entries].sort()).toEqual(['Dockerfile', 'bin', 'docker-entrypoint.sh']);
  expect(readFileSync(join(context.directory, 'bin/program'), 'utf8')).toBe('one');
  await context[Symbol.asyncDispose]();
  expect(existsSync(context.directory)).toBe(false);
});
