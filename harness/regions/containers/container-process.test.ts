import { expect, it } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { type ContainerHandle, manageContainer } from './container-process.ts';

/** A container whose engine answers each question to wait with the next of these, then never. */
function containerThat(ends: readonly (number | 'lost')[], runs = true) {
  const asked: string[] = [];
  const waits = [...ends];
  const handle: ContainerHandle = {
    kill: async ({ signal }) => asked.push(`kill ${signal}`),
    pause: async () => asked.push('pause'),
    unpause: async () => asked.push('unpause'),
    inspect: async () => ({ State: { Running: runs } }),
    remove: async () => asked.push('remove'),
    wait: async () => {
      const next = waits.shift();
      if (next === undefined) return new Promise(() => undefined);
      if (next === 'lost') throw new Error('socket hang up');
      return { StatusCode: next };
    },
  };
  const release = new AbortController();
  const managed = manageContainer(handle, {
    ...{ name: 'redis', region: 'us-east-1', logFile: '/nowhere', clock },
    ...{ stopSignal: 'SIGTERM' as const, identity: { pid: 0, startTicks: 0 } },
    ...{ released: release.signal, heard: Promise.resolve() },
  });
  return { managed, asked };
}

it.each([
  [0, { code: 0, signal: null }],
  [3, { code: 3, signal: null }],
  [137, { code: null, signal: 'SIGKILL' }],
  [143, { code: null, signal: 'SIGTERM' }],
])('that ends with %i says how, and is removed', async (status, exit) => {
  const { managed, asked } = containerThat([status]);
  expect(await managed.exited).toEqual(exit);
  expect(asked).toEqual(['remove']);
});

it('lives on where only the connection to its engine was lost', async () => {
  const { managed, asked } = containerThat(['lost', 'lost', 0]);
  expect(await managed.exited).toEqual({ code: 0, signal: null });
  expect(asked).toEqual(['remove']);
});

it('has ended where another removed it', async () => {
  const { managed } = containerThat(['lost'], false);
  expect(await managed.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

it('is paused as a whole where its processes are on another machine', async () => {
  const { managed, asked } = containerThat([]);
  managed.signalTree('SIGSTOP');
  managed.signalTree('SIGCONT');
  expect(asked).toEqual(['pause', 'unpause']);
});
