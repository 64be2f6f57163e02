import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../engine/index.ts';
import { takeLock } from './lock.ts';

const path = `/a/lock/of/${process.pid}`;
const opened: AsyncDisposable[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

/** Another process that has the lock and does not let go of it. */
async function holder() {
  const module = JSON.stringify(join(import.meta.dirname, 'lock.ts'));
  const clock = JSON.stringify(join(import.meta.dirname, '../../engine/index.ts'));
  const program = `
    const { takeLock } = await import(${module});
    const { systemClock } = await import(${clock});
    await takeLock(systemClock, ${JSON.stringify(path)}, () => {});
    console.log('held');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  opened.push({ [Symbol.asyncDispose]: kill });
  return { kill };
}

const take = (onWait: () => void, signal?: AbortSignal): Promise<AsyncDisposable> =>
  takeLock(systemClock, path, onWait, signal);

test('a lock another process has is waited for, and comes when that is killed', async () => {
  const other = await holder();
  const seen: string[] = [];
  const waiting = take(() => seen.push('waits')).then((lock) => {
    seen.push('has it');
    opened.push(lock);
  });
  await expect.poll(() => seen).toEqual(['waits']);
  seen.push('kill');
  await other.kill();
  await waiting;
  expect(seen).toEqual(['waits', 'kill', 'has it']);
});

test('within one process too, only one has it at a time', async () => {
  const first = await take(() => expect.unreachable('nobody else has it'));
  const seen: string[] = [];
  const second = take(() => seen.push('waits')).then((lock) => {
    seen.push('has it');
    opened.push(lock);
  });
  await expect.poll(() => seen).toEqual(['waits']);
  await first[Symbol.asyncDispose]();
  await second;
  expect(seen).toEqual(['waits', 'has it']);
});

test('waiting ends when it is aborted', async () => {
  opened.push(await take(() => {}));
  const abort = new AbortController();
  const waiting = take(() => abort.abort(new Error('no more')), abort.signal);
  await expect(waiting).rejects.toThrow('no more');
});
