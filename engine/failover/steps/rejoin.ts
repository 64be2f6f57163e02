import type { Rejoinable } from '../../ports/capabilities.ts';
import { addressFrom } from '../../ports/endpoints.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import { whyForgets } from '../../systems/redis/forgets.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { leaderFor, regionIn, type World } from '../world.ts';
import { refuseEvents } from './events.ts';
import { refuseObjects } from './objects.ts';

function agentOf(world: World, region: string, leader: string): Rejoinable {
  const agent = world.agents[region];
  if (agent) return agent;
  const byHand = `it stays as it is until it is made a standby of ${leader} by hand`;
  throw new Error(`${region} has no agent among the endpoints: ${byHand}`);
}

/**
 * Regions whose databases do not stream the leader's history, as both have it: one that has gone
 * another way connects again and again, and is sent away each time.
 */
export async function strays(world: World, leader: string): Promise<readonly string[]> {
  const primary = regionIn(world.postgres, leader);
  const timelineOf = async (region: string) =>
    (await regionIn(world.postgres, region).probe(deadlines.postgresPositionMs)).timeline;
  const [followers, timeline] = [await primary.followers(), await timelineOf(leader)];
  const nameOf = (region: string) => leaderFor(world, region, leader, undefined).standby;
  const others = Object.keys(world.postgres).filter((region) => region !== leader);
  const follows = others.map(async (region) => {
    const own = followers.includes(nameOf(region)) && timelineOf(region).catch(() => undefined);
    return (await own) === timeline;
  });
  const found = await Promise.all(follows);
  return others.filter((_, index) => !found[index]);
}

/** Resolves if a region can be asked to follow the leader, and does not yet; throws why not. */
export async function readyToRejoin(world: World, region: string, leader: string): Promise<void> {
  if (region === leader) throw new Error(`${region} is the active region`);
  agentOf(world, region, leader);
  if ((await strays(world, leader)).includes(region)) return;
  throw new Error(`${region} streams from ${leader} already`);
}

/**
 * A region's database, whatever it was, becomes a standby of the leader's, and its cache follows.
 * That takes minutes, in which another may have come to lead: each change asks.
 */
async function rejoinOne(
  world: World,
  region: string,
  leader: string,
  signal: AbortSignal,
): Promise<string> {
  const agent = agentOf(world, region, leader);
  const primary = regionIn(world.postgres, leader);
  const { slots } = regionIn(world.endpoints.regions, leader).postgres;
  await primary.keepSlots([slots[region] ?? []].flat());
  signal.throwIfAborted();
  // A rewind reads from the control file which timeline its source is on.
  await primary.checkpoint(deadlines.postgresCheckpointMs);
  signal.throwIfAborted();
  const how = await agent.rejoin(leader, world.plan.switchover.rejoinWithinMs);
  const database = regionIn(world.postgres, region);
  const whom = leaderFor(world, region, leader, slots[region]);
  signal.throwIfAborted();
  await database.follow(whom, deadlines.postgresFollowMs);
  const followed = { what: `${region} to follow ${leader}`, ms: deadlines.postgresFollowMs };
  const follows = async () => !(await strays(world, leader)).includes(region);
  await until(world.clock, followed, follows, signal);
  signal.throwIfAborted();
  await database.dropSlots(Object.values(slots));
  await primary.commitAsConfigured();
  signal.throwIfAborted();
  const { seenFrom } = regionIn(world.endpoints.regions, leader).redis;
  const cache = regionIn(world.redis, region);
  await cache.follow(addressFrom(region, seenFrom), deadlines.redisFollowMs);
  const why = await whyForgets(cache);
  const forgets = why === undefined ? '' : `; a restart of its cache undoes that there (${why})`;
  return `${region} streams from ${leader}: ${how}${forgets}`;
}

/**
 * And its queue and its bucket take nothing, if they can be told: what is lost of them must not
 * keep a database alone.
 */
async function rejoinWhole(
  world: World,
  region: string,
  leader: string,
  signal: AbortSignal,
): Promise<string> {
  const how = await rejoinOne(world, region, leader, signal);
  signal.throwIfAborted();
  const [events, objects] = await Promise.all([
    refuseEvents(world, region).catch(unfenced(region, 'events')),
    refuseObjects(world, region).catch(unfenced(region, 'objects')),
  ]);
  return `${how}; ${events}; ${objects}`;
}

const unfenced = (region: string, what: string) => (error: Error) =>
  `${region} was not told to take no ${what} (${error.message})`;

const longestMs = ({ plan }: World) =>
  deadlines.postgresConnectMs +
  deadlines.postgresCheckpointMs +
  plan.switchover.rejoinWithinMs +
  2 * deadlines.postgresFollowMs +
  deadlines.redisFollowMs +
  Math.max(deadlines.kafkaRequestMs, deadlines.s3RequestMs);

/**
 * The old primary follows the new one, and so does a standby that had received more than the new
 * one has. Traffic has left the old region by then, so that a restart there disturbs nobody.
 */
export function rejoin(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'rejoin',
    needs: ['repoint', 'validate'],
    bestEffort: true,
    deadlineMs: longestMs(world),
    async run(signal) {
      const { target } = failover;
      const missing = await strays(world, target);
      const tried = await Promise.allSettled(
        missing.map((region) => rejoinWhole(world, region, target, signal)),
      );
      const failed = tried.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      if (failed.length > 0) throw new Error(failed.map(({ message }) => message).join('; '));
      const done = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      return done.join('; ') || 'all of them follow already';
    },
  };
}

/** The database and the cache of one region that an operator has named, and nothing else. */
export function rejoinAsked(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'rejoin',
    needs: [],
    deadlineMs: longestMs(world),
    run: (signal) => rejoinOne(world, from, failover.target, signal),
  };
}
