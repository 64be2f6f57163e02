import { expect, it } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { missingIn } from './missing-in.ts';
import { writeSteadily } from './steady-writes.ts';
import { east, startSwitchoverRig, west } from './switchover-rig.ts';

/** What the plan gives DNS to follow, twice, and the steps around it. */
const movedMs = 90_000;
/** The gateway is missed as soon as its probes allow. */
const heldFor = { api_gateway_failure: '18 s', database_primary_failure: '30 s' };

it('moves a region whose database dies while it is left because of its gateway', async () => {
  await using rig = await startSwitchoverRig(undefined, heldFor);
  const writes = writeSteadily(rig.regions, [east, west]);
  await until(clock, { what: 'writes', ms: 20_000 }, () => writes.acknowledged.length > 100);
  const heard = rig.heard();
  await rig.regions.server(east, 'haproxy').kill();
  await heard.of('fence', 'started', movedMs);
  await rig.regions.server(east, 'postgres').kill();
  const promoted = await heard.of('promote', 'succeeded', movedMs);
  expect(promoted.detail).toMatch(/^us-west-2 is out .* us-east-1 was lost before it was drained/);
  const drained = await heard.of('drain', 'failed', movedMs);
  expect(drained.detail).toMatch(/us-east-1 to say how far it is/);
  await heard.of('recovered', 'succeeded', movedMs);
  const before = writes.acknowledged.length;
  await until(clock, { what: 'writes again', ms: 20_000 }, () => {
    return writes.acknowledged.length > before + 100;
  });
  await writes.stop();
  expect((await missingIn(rig.regions, west, writes)).database).toEqual([]);
  process.stderr.write(`a cascade: writes paused ${Math.round(writes.longestPauseMs())} ms\n`);
}, 360_000);
