import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock as clock } from '../../../engine/index.ts';
import { installPart } from '../../parts/index.ts';
import { networkOf } from './addresses.ts';
import { claimSubnets } from './claim-subnets.ts';
import { dockerodeAt } from './engine/find-engine.ts';
import { roomOf } from './engine/places.ts';
import { closeEngineRoom, openEngineRoom } from './engine/room.ts';
import { buildImage } from './images/build.ts';
import { runLabel } from './labels.ts';
import { makeReady } from './make-ready.ts';

const run = `bad-input-${process.pid}`;
const labels = { [runLabel]: run };
const resources = new AsyncDisposableStack();
let ready: Awaited<ReturnType<typeof makeReady>>;
let scratch: string;
beforeAll(async () => {
  ready = await makeReady({});
  scratch = mkdtempSync(join(tmpdir(), 'blackstart-bad-'));
  resources.defer(() => rmSync(scratch, { recursive: true }));
});
afterAll(() => resources.disposeAsync());

test('an image that cannot be built says why, with its last words', async () => {
  const directory = mkdtempSync(join(scratch, 'image-'));
  const recipe = 'ARG BASE\nFROM $BASE\nUSER root\nRUN echo no space left; exit 7\n';
  writeFileSync(join(directory, 'Dockerfile'), recipe);
  const steps: string[] = [];
  const built = buildImage({
    docker: dockerodeAt(ready.engine),
    context: { directory, entries: ['Dockerfile'] },
    tag: `blackstart/${run}`,
    base: ready.images.references.redis,
    labels,
    onStep: (step) => steps.push(step),
  });
  await expect(built).rejects.toMatchObject({
    code: 'IMAGE_NOT_BUILT',
    exitCode: 4,
    message: expect.stringMatching(/could not be built: .*code: 7\n(.*\n)*.*no space left/),
  });
  expect(steps.at(-1)).toMatch(/^RUN/);
});

test('addresses that a network has already are left to it', async () => {
  const docker = dockerodeAt(ready.engine);
  const first = await claimSubnets(docker);
  first[Symbol.dispose]();
  const Subnet = `${networkOf(first.number, 3)}.0/24`;
  const IPAM = { Config: [{ Subnet }] };
  const network = await docker.createNetwork({ Name: run, Internal: true, IPAM, Labels: labels });
  resources.defer(() => network.remove());
  using second = await claimSubnets(docker);
  expect(second.number).not.toBe(first.number);
});

test('an engine that does not start says how its log ends, and leaves nothing', async () => {
  const cache = join(scratch, 'cache');
  mkdirSync(roomOf(cache).directory, { recursive: true });
  writeFileSync(join(roomOf(cache).directory, 'data'), 'no directory');
  const opened = openEngineRoom({ clock, cache, engine: await installPart('docker') });
  await expect(opened).rejects.toMatchObject({
    code: 'ENGINE_ROOM_REFUSED',
    exitCode: 4,
    message: expect.stringMatching(/does not start.*\nits log is .*\n(.*\n)*.*points to a file/),
  });
  expect(await closeEngineRoom({ clock, cache, remove: true })).toBe(false);
});
