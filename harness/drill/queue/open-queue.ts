import { type Address, brokersFrom, type Clock } from '../../../engine/index.ts';
import { askService } from '../../faults/path-probe.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { QueueClient } from './queue-client.ts';

/**
 * The queue of a region as a place reaches it, by way of brokers that answer: a link takes a
 * connection for one that is dead, too. If none does, the client itself will say so. Throws
 * RangeError if the topology has no such region, or no path to it.
 */
export async function openQueue(
  regions: RunningRegions,
  clock: Clock,
  place: string,
  region: string,
): Promise<QueueClient> {
  const kafka = regions.endpoints(place).regions[region]?.kafka;
  if (!kafka) throw new RangeError(`the topology has no kafka in ${region}`);
  const brokers = brokersFrom(place, kafka);
  const living = brokers.length > 1 ? await answering(clock, brokers) : [];
  return new QueueClient(living.length > 0 ? living : brokers);
}

async function answering(clock: Clock, brokers: readonly Address[]): Promise<readonly Address[]> {
  const answers = await Promise.all(brokers.map((broker) => askService(clock, 'kafka', broker)));
  return brokers.filter((_, index) => answers[index] === 'answered');
}
