import { eventTopics } from '../../plan/event-topics.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import type { Failover } from '../failover.ts';
import type { Step } from '../step.ts';
import { regionIn, type World } from '../world.ts';

/** Name that a topic has where it is mirrored to, by MirrorMaker's own policy. */
const mirrored = (from: string) => (topic: string) => `${from}.${topic}`;

const none = 'the plan has no topics';

/** A region that does not serve takes no events of its own. */
export async function refuseEvents({ queues, plan }: World, region: string): Promise<string> {
  const topics = eventTopics(plan);
  if (topics.length === 0) return none;
  await regionIn(queues, region).refuseWrites(topics, deadlines.kafkaRequestMs);
  return `${region} takes no events: ${topics.join(', ')}`;
}

/** The target takes events, whatever it was told when it last ceased to serve. */
export function openEvents(failover: Failover): Step {
  const { world } = failover;
  return {
    name: 'open-events',
    needs: ['promote'],
    deadlineMs: 2 * deadlines.kafkaRequestMs,
    async run() {
      const { target } = failover;
      const topics = eventTopics(world.plan);
      if (topics.length === 0) return none;
      await regionIn(world.queues, target).takeWrites(topics, deadlines.kafkaRequestMs);
      return `${target} takes events: ${topics.join(', ')}`;
    },
  };
}

/** The old side takes none any more, as far as it can be reached; traffic does not wait for it. */
export function fenceEvents({ world, from }: Failover): Step {
  return {
    name: 'fence-events',
    needs: ['promote'],
    bestEffort: true,
    deadlineMs: 2 * deadlines.kafkaRequestMs,
    run: () => refuseEvents(world, from),
  };
}

/**
 * What an old side that lives has of events has come to the target: as many records of each topic.
 * MirrorMaker may copy one twice, so that this is no proof that none is missing.
 */
export function drainEvents(failover: Failover): Step {
  const { world, from } = failover;
  return {
    name: 'drain-events',
    needs: ['fence-events'],
    bestEffort: true,
    deadlineMs: deadlines.mirrorDrainMs + 3 * deadlines.kafkaRequestMs,
    async run(signal) {
      const { clock, plan, queues } = world;
      const { target } = failover;
      const topics = eventTopics(plan);
      if (topics.length === 0) return none;
      const all = await regionIn(queues, from).records(topics, deadlines.kafkaRequestMs);
      const sum = all.reduce((total, count) => total + count, 0);
      const copies = topics.map(mirrored(from));
      const drained = async () => {
        const here = await regionIn(queues, target).records(copies, deadlines.kafkaRequestMs);
        return all.every((count, index) => (here[index] ?? 0) >= count);
      };
      const what = `${target} to have the ${sum} events of ${from}`;
      await until(clock, { what, ms: deadlines.mirrorDrainMs }, drained, signal);
      return `${target} has as many events as ${from}: ${sum}`;
    },
  };
}
