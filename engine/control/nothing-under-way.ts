import type { RunbookRecord } from '../failover/record.ts';
import { isAsked } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import { OperatorRefused } from '../surface/operator.ts';
import type { Automation } from './automation.ts';
import { newestRunbook } from './runbook-list.ts';

/**
 * The last runbook, if there was one. Throws OperatorRefused while it is under way, or has to be
 * looked at, and ControlStoreUnavailable.
 */
export async function nothingUnderWay(
  world: World,
  automation: Automation,
): Promise<RunbookRecord | undefined> {
  const newest = await newestRunbook(world);
  if (newest?.outcome === 'running') throw new OperatorRefused(`${newest.id} is under way`);
  const { cleared } = await automation.read();
  const over = !newest || newest.outcome === 'succeeded' || newest.id === cleared;
  if (over || (newest.outcome === 'undone' && isAsked(newest))) return newest;
  const ways = 'look, and then POST /retry or POST /resume';
  throw new OperatorRefused(`${newest.id} is ${newest.outcome}: ${ways}`);
}
