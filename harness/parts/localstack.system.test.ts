import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock, until } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { installPart } from './index.ts';

const host = '127.99.66.1';
const port = 4566;
let room: string;
let stop: () => Promise<unknown>;

const listens = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address, () => resolve(true));
    socket.once('error', () => resolve(false)).once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });

beforeAll(async () => {
  const part = await installPart('localstack');
  room = await mkdtemp(join(tmpdir(), 'parts-'));
  const child = execa(part.program('localstack'), {
    env: { ...part.environment, GATEWAY_LISTEN: `${host}:${port}`, HOME: room },
    cwd: room,
    reject: false,
    stdio: 'ignore',
  });
  stop = () => {
    child.kill('SIGTERM');
    return child;
  };
  const deadline = { what: 'LocalStack', ms: deadlines.trainingMs };
  await until(systemClock, deadline, () => listens(host));
}, deadlines.lockMs);

afterAll(async () => {
  await stop();
  await rm(room, { recursive: true });
});

test('LocalStack listens on the address it is given and on no other', async () => {
  expect(await listens(host)).toBe(true);
  expect(await listens('127.99.66.2')).toBe(false);
});

test('S3 and Route 53 are loaded by the time it listens', async () => {
  const health = await fetch(`http://${host}:${port}/_localstack/health`);
  expect(await health.json()).toMatchObject({ services: { s3: 'running', route53: 'running' } });
});
