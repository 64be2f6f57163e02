import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock as clock, until } from '../../engine/index.ts';
import { type SteadyWrites, writeSteadily } from '../../harness/systems-tests/steady-writes.ts';
import {
  east,
  type Heard,
  type HeldFor,
  type SwitchoverRig,
  startSwitchoverRig,
  west,
} from '../../harness/systems-tests/switchover-rig.ts';
import { missingOf, servedBy, topologyOf } from './topology.ts';

const movedMs = 120_000;
const settledMs = 90_000;

/** One move in which a step failed. */
export interface FailedMove {
  readonly from: string;
  readonly to: string;
  /** Why the step failed. */
  readonly detail: unknown;
}

/** How a move is begun, and what is done by hand once it has ended. */
export interface Move {
  /** Writes that were acknowledged just before may be lost. */
  readonly loses?: boolean;
  begin(from: string, to: string): Promise<void>;
  mend?(moved: boolean, from: string, to: string): Promise<void>;
}

/** All regions, with controllers in which a step can be made to fail when it has done its work. */
export interface FailingRig extends AsyncDisposable, Pick<SwitchoverRig, 'ask' | 'regions'> {
  readonly heard: () => Heard;
  /** What the controller of a region answers to anybody. */
  read(region: string, path: string): Promise<unknown>;
  /** The region that is to serve now. */
  active(): string;
  /**
   * A move under load in which a step fails. What is left of it is one topology, and whole, and
   * has all that was acknowledged, unless the move is one that loses.
   */
  move(step: string, how: Move): Promise<FailedMove>;
}

export async function startFailingRig(heldFor?: HeldFor): Promise<FailingRig> {
  await using starting = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), 'blackstart-failing-'));
  starting.defer(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'step');
  writeFileSync(file, '');
  const engine = {
    program: 'scenarios/failing-steps/engine.ts',
    env: { BLACKSTART_FAILING_STEP: file },
  };
  const { regions, ask, heard } = starting.use(await startSwitchoverRig(engine, heldFor));
  let active: string = east;
  const left = new Set<string>();

  async function settled(acknowledged: readonly number[]): Promise<void> {
    let found: unknown;
    const expected = servedBy(regions, active, left);
    await until(clock, { what: `all to be served by ${active}`, ms: settledMs }, async () => {
      found = await topologyOf(regions);
      expect(found).toEqual(expected);
      return true;
    }).catch(() => expect(found).toEqual(expected));
    expect((await missingOf(regions, acknowledged))[active]).toEqual([]);
    await until(clock, { what: `all to have what ${active} has`, ms: settledMs }, async () => {
      const missing = await missingOf(regions, acknowledged);
      return Object.values(missing).every(({ length }) => length === 0);
    });
  }

  async function failing(step: string, { begin, mend }: Move, writes: SteadyWrites) {
    const [from, to] = active === east ? [east, west] : [west, east];
    try {
      await until(clock, { what: 'writes', ms: 20_000 }, () => writes.acknowledged.length > 20);
      writeFileSync(file, step);
      const told = heard();
      await begin(from, to);
      const { detail } = await told.of(step, 'failed', movedMs);
      const { event } = await told.end(movedMs);
      active = event === 'succeeded' ? to : from;
      if (active === to) left.add(from);
      await mend?.(active === to, from, to);
      return { from, to, detail };
    } finally {
      writeFileSync(file, '');
      await writes.stop();
    }
  }

  const all = starting.move();
  return {
    regions,
    ask,
    heard,
    read: async (region, path) => {
      const { host, port } = regions.endpoints(region).listen;
      return (await fetch(`http://${host}:${port}${path}`)).json();
    },
    active: () => active,
    async move(step, how) {
      const writes = writeSteadily(regions, [east, west]);
      const failed = await failing(step, how, writes);
      await settled(how.loses ? [] : writes.acknowledged);
      return failed;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
