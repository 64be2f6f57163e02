import { systemClock as clock, until } from '../../engine/index.ts';
import { missingIn } from '../../harness/systems-tests/missing-in.ts';
import { writeSteadily } from '../../harness/systems-tests/steady-writes.ts';
import {
  east,
  type SwitchoverRig,
  startSwitchoverRig,
  west,
} from '../../harness/systems-tests/switchover-rig.ts';
import { type Figure, medianOf } from './figure.ts';

const ROUNDS = 3;
/** What the plan gives DNS to follow, twice, and the steps around it. */
const MOVED_MS = 90_000;
const FIRST_WRITES = { what: 'writes', ms: 20_000 };

/**
 * The service is moved to the hot standby and back again, under load, in real time. Its clients go
 * to the other region whenever one does not acknowledge: what they wait for is the move itself, and
 * not the names that lead others there, which a drill's clients resolve.
 */
export async function switchovers(): Promise<Figure[]> {
  await using rig = await startSwitchoverRig();
  const pausesMs: number[] = [];
  let writes = 0;
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [from, to] of [
      [east, west],
      [west, east],
    ] as const) {
      const moved = await moveUnderLoad(rig, from, to);
      pausesMs.push(moved.pauseMs);
      writes += moved.writes;
      lost += moved.lost;
    }
  }
  const moves = `${pausesMs.length} switchovers`;
  const median = (medianOf(pausesMs) / 1_000).toFixed(2);
  return [
    {
      what: 'longest pause of writes in a switchover',
      value: Math.max(...pausesMs) / 1_000,
      limit: 3,
      unit: 's',
      of: `${moves}, median ${median} s`,
    },
    {
      what: 'acknowledged and lost in a switchover',
      value: lost,
      limit: 0,
      unit: 'writes',
      of: `${moves}, ${writes} writes; database, cache and queue`,
    },
  ];
}

async function moveUnderLoad(rig: SwitchoverRig, from: string, to: string) {
  const { regions } = rig;
  const writes = writeSteadily(regions, [from, to]);
  try {
    await until(clock, FIRST_WRITES, () => writes.acknowledged.length > 100);
    const heard = rig.heard();
    const [status, words] = await rig.ask(to, '/switchover', { to });
    if (status !== 202) throw new Error(`a switchover to ${to} was answered ${status}: ${words}`);
    await heard.of('recovered', 'succeeded', MOVED_MS);
  } finally {
    await writes.stop();
  }
  const missing = new Set(Object.values(await missingIn(regions, to, writes)).flat());
  const { acknowledged, longestPauseMs } = writes;
  return { pauseMs: longestPauseMs(), writes: acknowledged.length, lost: missing.size };
}
