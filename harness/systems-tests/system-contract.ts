import { expect, it } from 'vitest';
import { systemClock as clock, type EndedMove, type FailsOver, until } from '../../engine/index.ts';

/** A system of real servers, and what its clients and its machines can do. */
export interface SystemUnderTest extends AsyncDisposable {
  readonly system: FailsOver;
  readonly names: readonly string[];
  /** A client's write at this member; rejects unless it was acknowledged. */
  write(member: string, key: string): Promise<unknown>;
  /** What this member holds. */
  keys(member: string): Promise<readonly string[]>;
  kill(member: string): Promise<void>;
  freeze(member: string): void;
  thaw(member: string): void;
  /** Starts a member that was killed, as a follower of another. */
  start(member: string, leader: string): Promise<void>;
}

export interface Contract {
  /** `onMove` is told of each move; one that it throws at has failed. */
  readonly open: (onMove?: (move: EndedMove) => void) => Promise<SystemUnderTest>;
  /** The moves of a failover whose leader lives, in order. */
  readonly moves: readonly string[];
  /** What a failover may take, milliseconds. */
  readonly withinMs: number;
}

/** Clients that try to write at every member, all the time, until they are stopped. */
function startWriters({ names, write }: SystemUnderTest) {
  const acknowledged: string[] = [];
  let stopped = false;
  const writers = names.map(async (name) => {
    for (let n = 0; !stopped; n += 1) {
      const key = `${name} ${n}`;
      const done = await write(name, key).then(
        () => true,
        () => false,
      );
      if (done) acknowledged.push(key);
      await clock.sleep(5);
    }
  });
  const stop = async () => {
    stopped = true;
    await Promise.all(writers);
    return acknowledged;
  };
  return { stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}

async function soundAfter(under: SystemUnderTest, away: readonly string[] = []) {
  const deadline = { what: 'the system to be sound', ms: 10_000 };
  return until(clock, deadline, () => under.system.validate(away));
}

async function holdsAll(under: SystemUnderTest, leader: string, acknowledged: readonly string[]) {
  const held = new Set(await under.keys(leader));
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(acknowledged.filter((key) => !held.has(key))).toEqual([]);
}

/** What every system that fails over has to do, with real servers. */
export function testSystem(contract: Contract): void {
  testMoves(contract);
  testLostLeader(contract);
}

function testMoves({ open, moves, withinMs }: Contract): void {
  it('fails over and back, each time valid, and loses nothing it acknowledged', async () => {
    await using under = await open();
    const before = await under.system.validate();
    await using writers = startWriters(under);
    const startMs = clock.monotonicMs();
    const moved = await under.system.failOver();
    expect(clock.monotonicMs() - startMs).toBeLessThan(withinMs);
    expect(moved.from).toBe(before.leader);
    expect(moved.to).not.toBe(before.leader);
    expect(moved.moves.map(({ name }) => name)).toEqual(moves);
    expect((await under.system.validate()).leader).toBe(moved.to);
    await under.system.undo(moved);
    const acknowledged = await writers.stop();
    const after = await soundAfter(under);
    expect({ ...after, followers: after.followers.toSorted() }).toEqual({
      ...before,
      followers: before.followers.toSorted(),
    });
    await holdsAll(under, after.leader, acknowledged);
    for (const follower of after.followers) {
      await expect(under.write(follower, 'stray')).rejects.toThrow();
    }
  });

  it.each(moves)('a failure after %s ends in the old topology or in the new one', async (name) => {
    const failed: string[] = [];
    await using under = await open((move) => {
      if (move.name !== name || failed.length > 0) return;
      failed.push(name);
      throw new Error('injected');
    });
    const before = await under.system.validate();
    await using writers = startWriters(under);
    const error = await under.system.failOver().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'MOVE_FAILED' });
    expect(failed).toEqual([name]);
    const after = await soundAfter(under);
    const acknowledged = await writers.stop();
    expect(error.stands).toBe(after.leader === before.leader ? 'old' : 'new');
    await holdsAll(under, after.leader, acknowledged);
    await under.write(after.leader, 'after all');
  });
}

function testLostLeader({ open, withinMs }: Contract): void {
  it('goes on without a leader that died, and takes it back as a follower', async () => {
    await using under = await open();
    const { leader } = await under.system.validate();
    await under.write(leader, 'old');
    await soundAfter(under);
    await under.kill(leader);
    await expect(under.system.validate()).rejects.toMatchObject({ code: 'SYSTEM_UNSOUND' });
    const startMs = clock.monotonicMs();
    const moved = await under.system.failOver();
    expect(clock.monotonicMs() - startMs).toBeLessThan(withinMs);
    expect(moved.from).toBe(leader);
    expect(await under.keys(moved.to)).toEqual(['old']);
    await under.write(moved.to, 'new');
    expect((await under.system.validate([leader])).leader).toBe(moved.to);
    await under.start(leader, moved.to);
    expect((await soundAfter(under)).leader).toBe(moved.to);
  });

  it('goes on without a leader that is frozen, and says so when it comes back', async () => {
    await using under = await open();
    const { leader } = await under.system.validate();
    await under.write(leader, 'old');
    await soundAfter(under);
    under.freeze(leader);
    const moved = await under.system.failOver();
    expect(moved.from).toBe(leader);
    await under.write(moved.to, 'new');
    await expect(under.system.validate()).rejects.toMatchObject({ code: 'SYSTEM_UNSOUND' });
    under.thaw(leader);
  });
}
