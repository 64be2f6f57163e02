import { type Choice, chooseTarget, type StandbyView } from '../../decide/target.ts';
import { deadlines } from '../../systems/deadlines.ts';
import { unfitDatabases } from '../../watch/unfit.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn, type World } from '../world.ts';

/** Positions of all standbys that answer in time and are fit, asked at once. */
async function standbysNow({ world, from, known }: Failover): Promise<readonly StandbyView[]> {
  const others = Object.entries(world.postgres).filter(([region]) => region !== from);
  const asked = others.map(async ([region, server]) => {
    const reading = await server.probe(deadlines.postgresPositionMs).catch(() => undefined);
    return reading ? [{ ...reading, region }] : [];
  });
  const answers = (await Promise.all(asked)).flat();
  const unfit = unfitDatabases(answers, from, known?.system ?? undefined);
  const atMs = world.clock.monotonicMs();
  return answers
    .filter(({ region }) => unfit.every((each) => each.region !== region))
    .map(({ region, timeline, receivedLsn }) => {
      return { region, atMs, timeline, receivedLsn, primaryHeardAtMs: undefined };
    });
}

/** The same, but one that was known to have more than those that answer is waited for. */
async function standbysWithMost(failover: Failover): Promise<readonly StandbyView[]> {
  const { clock } = failover.world;
  const most = BigInt(failover.known?.furthestLsn ?? 0);
  const untilMs = clock.monotonicMs() + deadlines.postgresSilentMs;
  for (;;) {
    const standbys = await standbysNow(failover);
    const all = standbys.some(
      ({ receivedLsn }) => receivedLsn !== undefined && receivedLsn >= most,
    );
    if (all || clock.monotonicMs() > untilMs) return standbys;
    await clock.sleep(deadlines.postgresSilentMs / 20);
  }
}

const hex = (lsn: bigint | undefined) =>
  lsn === undefined
    ? 'unknown'
    : `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`;

/**
 * Traffic cannot be led to every region. If a standby that cannot serve has more than the target,
 * the target first takes the rest from it; if that fails, what is left behind is said. Gives what
 * the target has then.
 */
async function fetchRest(
  world: World,
  { target, furthest }: Choice,
): Promise<{ readonly lsn: bigint; readonly how: string }> {
  const [lsn, most] = [target.receivedLsn ?? 0n, furthest.receivedLsn ?? 0n];
  const missing = most - lsn;
  if (furthest.region === target.region || missing <= 0n) return { lsn, how: 'nothing to fetch' };
  const leader = leaderFor(world, target.region, furthest.region, undefined);
  const server = regionIn(world.postgres, target.region);
  try {
    await server.follow(leader, deadlines.postgresFetchMs);
    await server.reach(most, deadlines.postgresFetchMs);
    return { lsn: most, how: `${missing} bytes fetched from ${furthest.region}` };
  } catch (error) {
    const how = `${missing} bytes left in ${furthest.region} (${(error as Error).message})`;
    return { lsn, how };
  }
}

/** What the target of a commit before this try says of itself; undefined if it does not answer. */
async function committedTarget({ world, target, committed }: Failover) {
  if (!committed()) return undefined;
  return regionIn(world.postgres, target)
    .probe(deadlines.postgresPositionMs)
    .catch(() => undefined);
}

/**
 * The standby that is furthest of those that can serve, with what only others had. Throws if more
 * would be lost by it than was allowed when it was decided, or agreed to.
 */
async function chooseNow(failover: Failover): Promise<string> {
  const { world, from, known } = failover;
  const standbys = await standbysWithMost(failover);
  const candidates = world.plan.dns.failover.filter((region) => region !== from);
  const sound = candidates.filter((region) => failover.down(region).length === 0);
  // What was sound when it was decided stays a target: another way than on may not be left.
  const serving = sound.length > 0 ? sound : [failover.target];
  const choice = chooseTarget(standbys, serving);
  if (!choice) throw new Error(`no standby of ${serving} told its position`);
  const { region } = choice.target;
  const { lsn, how } = await fetchRest(world, choice);
  const positions = standbys.map((each) => `${each.region} ${hex(each.receivedLsn)}`);
  const words = `of ${positions.join(', ')}; ${how}`;
  const least = BigInt(known?.leastLsn ?? 0);
  if (lsn < least) {
    const most = `${hex(BigInt(known?.furthestLsn ?? 0))} was seen`;
    throw new Error(`${region} lacks too much: ${hex(least)} is the least, ${most} (${words})`);
  }
  failover.target = region;
  return words;
}

/**
 * Promotes the standby that is furthest of those that can serve. A try that comes after a commit
 * goes on with the same target while that answers, since it may be promoted by now.
 */
export function promote(failover: Failover): Step {
  const { world } = failover;
  const { promotionTimeoutMs } = world.plan.systems.postgres;
  return {
    name: 'promote',
    commits: true,
    needs: ['fence'],
    deadlineMs:
      promotionTimeoutMs +
      deadlines.postgresSilentMs +
      2 * deadlines.postgresFetchMs +
      deadlines.postgresConnectMs,
    async run() {
      const before = await committedTarget(failover);
      const how = before ? `it was a ${before.role}` : await chooseNow(failover);
      await failover.commit(failover.target);
      await regionIn(world.postgres, failover.target).promote(promotionTimeoutMs);
      return `${failover.target} is out of recovery; ${how}`;
    },
  };
}

/** Promotes the region that was asked for, which has all of the old database already. */
export function promoteDrained(failover: Failover): Step {
  const { world } = failover;
  const { promotionTimeoutMs } = world.plan.systems.postgres;
  return {
    name: 'promote',
    commits: true,
    needs: ['fence', 'drain'],
    deadlineMs: promotionTimeoutMs + deadlines.postgresConnectMs + deadlines.controlStoreMs,
    async run() {
      const { target } = failover;
      await failover.commit(target);
      await regionIn(world.postgres, target).promote(promotionTimeoutMs);
      return `${target} is out of recovery, with all that there was`;
    },
  };
}

/** Resolves if the old database is gone: what one that answers has need not be lost. */
async function oldIsGone({ world, from, target }: Failover): Promise<void> {
  const asked = regionIn(world.postgres, from).probe(deadlines.postgresStatementMs);
  const answers = await asked.then(
    () => true,
    () => false,
  );
  if (answers) throw new Error(`${from} answers, and ${target} has not all of it`);
}

/**
 * The same where the old database was there to be drained when it was decided. If it was lost
 * before that was done, by now everybody's right to write has ended: it is left as `promote` does.
 */
export function promoteDrainedOrFurthest(failover: Failover): Step {
  const [drained, furthest] = [promoteDrained(failover), promote(failover)];
  return {
    ...drained,
    deadlineMs: deadlines.postgresStatementMs + furthest.deadlineMs,
    async run(signal) {
      if (failover.drained()) return drained.run(signal);
      if (!failover.committed()) await oldIsGone(failover);
      const how = await furthest.run(signal);
      return `${how}; ${failover.from} was lost before it was drained, with what nobody else had`;
    },
  };
}

/** Promotes the region that an operator named: nobody else is left who might have more. */
export function promoteAsked(failover: Failover): Step {
  const { world } = failover;
  const { promotionTimeoutMs } = world.plan.systems.postgres;
  return {
    name: 'promote',
    commits: true,
    needs: ['fence'],
    deadlineMs: promotionTimeoutMs + deadlines.postgresConnectMs + deadlines.controlStoreMs,
    async run() {
      const { target } = failover;
      const database = regionIn(world.postgres, target);
      const { role, receivedLsn } = await database.probe(deadlines.postgresPositionMs);
      await failover.commit(target);
      await database.promote(promotionTimeoutMs);
      return `${target} is out of recovery; it was a ${role}, at ${hex(receivedLsn)}`;
    },
  };
}
