import { mirroredTopic } from '../../regions/index.ts';
import type { Topology } from '../../regions/topology.ts';

/** Where the service publishes an event of each operation (fixtures/app/events.ts). */
export const EVENTS = 'test-events';

/** A topic of a region that holds operations, and the region it is mirrored from, if it is. */
export interface EventTopic {
  readonly topic: string;
  readonly from?: string;
}

/** Every topic of a region where events can be: its own, and those mirrored to it. */
export function eventTopics({ mirrors }: Topology, region: string): readonly EventTopic[] {
  const mirrored = mirrors
    .filter(({ to, topics }) => to === region && topics.includes(EVENTS))
    .map(({ from }) => ({ topic: mirroredTopic(from, EVENTS), from }));
  return [{ topic: EVENTS }, ...mirrored];
}
