import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock as clock, until } from '../../../engine/index.ts';
import { isAlive } from '../../processes/process-table.ts';
import type { SpawnRequest } from '../../processes/processes.ts';
import { type Order, runOrder, takeCharge } from './order-launcher.ts';

const obey = join(import.meta.dirname, '../../../fixtures/compose/obey.sh');
const tools = { clock, released: new AbortController().signal };

let directory: string;
let place: ReturnType<typeof spawn>;
let logFile: string;
beforeEach(async () => {
  const root = mkdtempSync(join(tmpdir(), 'orders-'));
  directory = join(root, "it's here");
  logFile = join(root, 'program.log');
  place = spawn('sh', [obey, directory], { detached: true, stdio: 'inherit' });
  const open = { what: 'the inbox', ms: 5_000 };
  await until(clock, open, async () => existsSync(join(directory, 'inbox')));
});
afterEach(async () => {
  const ended = new Promise((resolve) => place.once('exit', resolve));
  if (place.exitCode === null && place.kill('SIGTERM')) await ended;
  rmSync(join(directory, '..'), { recursive: true });
});

const noted = vi.fn(async (_order: Order) => undefined);
const order = (command: string, args: readonly string[], more: Partial<SpawnRequest> = {}) =>
  runOrder(
    tools,
    directory,
    { name: 'program', region: 'here', command, args, logFile, ...more },
    noted,
  );

it('runs a program as it was asked for, and says how it ended', async () => {
  const env = { WORDS: "it's\nall 'here'" };
  const args = ['-c', 'echo "$WORDS"; pwd; id -u; echo wrong >&2; exit 3'];
  // Only root can be somebody else.
  const own = process.getuid?.() ?? 0;
  const more = own === 0 ? { uid: 65_534 } : {};
  const ran = await order('sh', args, { env, cwd: '/usr', ...more });
  expect(await ran.exited).toEqual({ code: 3, signal: null });
  expect(readFileSync(logFile, 'utf8')).toBe(`it's\nall 'here'\n/usr\n${more.uid ?? own}\nwrong\n`);
});

it('gives what a program says, where that is asked for', async () => {
  const ran = await order('sh', ['-c', 'echo to you; echo to the log >&2'], { stdout: 'pipe' });
  expect(await text(ran.stdout ?? Readable.from([]))).toBe('to you\n');
  expect(readFileSync(logFile, 'utf8')).toBe('to the log\n');
});

it('ends one in order, and at once, while others live on', async () => {
  const [first, second] = [await order('sleep', ['100']), await order('sleep', ['100'])];
  expect(await first.stop()).toEqual({ code: null, signal: 'SIGTERM' });
  expect(isAlive(second)).toBe(true);
  expect(await second.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  expect(second.signal('SIGTERM')).toBe(false);
});

it('is in charge of what another has ordered, frozen or not', async () => {
  await order('sleep', ['100']);
  const [ordered] = noted.mock.lastCall ?? [];
  if (!ordered) expect.fail('nothing was noted');
  const mine = takeCharge(tools, ordered, { name: 'program', region: 'here', logFile });
  mine.signalTree('SIGSTOP');
  expect(await mine.stop()).toEqual({ code: null, signal: 'SIGTERM' });
});

it('a program that cannot be run has ended, and its log says why', async () => {
  const ran = await order('/no/such/program', []);
  expect(await ran.exited).toEqual({ code: 127, signal: null });
  expect(ran.lastLogLines(1)[0]).toMatch(/not found/);
});

it('with its place a program ends too, and nobody takes orders any more', async () => {
  const running = await order('sleep', ['100']);
  place.kill('SIGTERM');
  expect(await running.exited).toEqual({ code: null, signal: 'SIGTERM' });
  await expect(order('true', [])).rejects.toThrow(/nobody takes orders in .*docker compose -f/);
});
