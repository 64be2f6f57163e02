import { checkRunbooks, type Runbooks, runbooks } from './failover/runbook.ts';
import { type World, worldFrom } from './failover/world.ts';
import type { Plan } from './plan/schema.ts';
import { systemClock } from './ports/clock.ts';
import { addressFrom, type Endpoints } from './ports/endpoints.ts';
import { deadlines } from './systems/deadlines.ts';
import { etcdStore } from './systems/etcd/store.ts';
import { votedFor } from './watch/vote.ts';

/** What an engine is told before it starts. */
export interface Settings {
  readonly plan: Plan;
  readonly endpoints: Endpoints;
}

/** What an engine is made of: what it acts on, and what it does about it. */
export interface EngineParts {
  readonly world: World;
  readonly runbooks: Runbooks;
  /** How the opinions of the controllers become one. */
  readonly votedFor: typeof votedFor;
}

/** The engine as it is. Connects nothing yet. Throws RunbookInvalid before anything is watched. */
export function composeEngine({ plan, endpoints }: Settings): EngineParts {
  const store = etcdStore(systemClock, etcdMembers(endpoints), deadlines.etcdRequestMs);
  const world = worldFrom(systemClock, plan, endpoints, store);
  checkRunbooks(runbooks, world);
  return { world, runbooks, votedFor };
}

/** The member of one's own region first: it answers without a WAN link while it has a quorum. */
function etcdMembers({ home, regions }: Endpoints) {
  const names = Object.keys(regions).sort((a, b) => Number(b === home) - Number(a === home));
  return names.flatMap((name) => {
    const region = regions[name];
    return region ? [addressFrom(home, region.etcd.seenFrom)] : [];
  });
}
