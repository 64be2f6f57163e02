import { chooseTarget, type StandbyView } from '../../decide/target.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn, type World } from '../world.ts';

/** Positions of all standbys that answer in time, asked at once. */
async function standbysNow(world: World, from: string): Promise<StandbyView[]> {
  const others = Object.entries(world.postgres).filter(([region]) => region !== from);
  const asked = others.map(async ([region, server]): Promise<StandbyView | undefined> => {
    const reading = await server.probe(deadlines.postgresPositionMs).catch(() => undefined);
    if (reading?.role !== 'standby') return undefined;
    const { timeline, receivedLsn } = reading;
    const atMs = world.clock.monotonicMs();
    return { region, atMs, timeline, receivedLsn, primaryHeardAtMs: undefined };
  });
  return (await Promise.all(asked)).filter((each) => each !== undefined);
}

const hex = (lsn: bigint | undefined) =>
  lsn === undefined
    ? 'unknown'
    : `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`;

/**
 * Traffic cannot be led to every region. If a standby that cannot serve has more than the target,
 * the target first takes the rest from it; if that fails, what is left behind is said.
 */
async function fetchRest(
  world: World,
  target: StandbyView,
  furthest: StandbyView,
): Promise<string> {
  const missing = (furthest.receivedLsn ?? 0n) - (target.receivedLsn ?? 0n);
  if (furthest.region === target.region || missing <= 0n) return 'nothing to fetch';
  const leader = leaderFor(world, target.region, furthest.region, undefined);
  const server = regionIn(world.postgres, target.region);
  try {
    await server.follow(leader, deadlines.postgresFetchMs);
    await server.reach(furthest.receivedLsn ?? 0n, deadlines.postgresFetchMs);
    return `${missing} bytes fetched from ${furthest.region}`;
  } catch (error) {
    return `${missing} bytes left in ${furthest.region} (${(error as Error).message})`;
  }
}

/** What the target of a commit before this try says of itself; undefined if it does not answer. */
async function committedTarget({ world, target, committed }: Failover) {
  if (!committed()) return undefined;
  return regionIn(world.postgres, target)
    .probe(deadlines.postgresPositionMs)
    .catch(() => undefined);
}

/** The standby that is furthest of those that can serve, with what only others had. */
async function chooseNow(failover: Failover): Promise<string> {
  const { world, from } = failover;
  const standbys = await standbysNow(world, from);
  const candidates = world.plan.dns.failover.filter((region) => region !== from);
  const choice = chooseTarget(standbys, candidates);
  if (!choice) throw new Error(`no standby of ${candidates} told its position`);
  const { target, furthest } = choice;
  failover.target = target.region;
  const fetched = await fetchRest(world, target, furthest);
  const positions = standbys.map((each) => `${each.region} ${hex(each.receivedLsn)}`);
  return `of ${positions.join(', ')}; ${fetched}`;
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
    needs: ['fence'],
    deadlineMs: promotionTimeoutMs + 2 * deadlines.postgresFetchMs + deadlines.postgresConnectMs,
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

/** Promotes the region that an operator named: nobody else is left who might have more. */
export function promoteAsked(failover: Failover): Step {
  const { world } = failover;
  const { promotionTimeoutMs } = world.plan.systems.postgres;
  return {
    name: 'promote',
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
