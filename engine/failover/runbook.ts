import type { FailoverDecision } from '../decide/decide.ts';
import { runbookPrefix } from '../plan/control-keys.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Failover } from './failover.ts';
import { Ledger } from './ledger.ts';
import { type Outcome, runSteps } from './run.ts';
import type { Step } from './step.ts';
import { activate } from './steps/activate.ts';
import { cache, follow } from './steps/cache.ts';
import { epoch } from './steps/epoch.ts';
import { fence } from './steps/fence.ts';
import { promote } from './steps/promote.ts';
import { repoint } from './steps/repoint.ts';
import { reroute } from './steps/reroute.ts';
import { validate } from './steps/validate.ts';
import { warm } from './steps/warm.ts';
import type { World } from './world.ts';

/** The steps of each action, by its name. */
export type Runbooks = Readonly<Record<string, (failover: Failover) => readonly Step[]>>;

/** The order of the steps is in their needs, not in these lists. */
export const runbooks: Runbooks = {
  'database-failover': (failover) =>
    [fence, promote, epoch, repoint, cache, follow, warm, activate, reroute, validate].map((make) =>
      make(failover),
    ),
};

/** Runs the runbook of a decision to its end; says how it ended and which region is active now. */
export async function runRunbook(
  known: Runbooks,
  world: World,
  decision: FailoverDecision,
  claim: ClaimSink,
): Promise<{ readonly outcome: Outcome; readonly active: string }> {
  const make = known[decision.action];
  if (!make) throw new RangeError(`no runbook for ${decision.action}`);
  const { trigger, from, to, epoch: next } = decision;
  const id = `${String(next).padStart(8, '0')}-${trigger}`;
  const ledger = new Ledger({
    clock: world.clock,
    store: world.store,
    key: `${runbookPrefix(world.plan.name)}${id}`,
    claim,
    record: { id, trigger, from, to, epoch: next, outcome: 'running', steps: {} },
  });
  const failover: Failover = {
    world,
    from,
    epoch: next,
    target: to,
    retarget: (region) => ledger.retarget(region),
  };
  const outcome = await runSteps(world.clock, ledger, make(failover));
  return { outcome, active: outcome === 'succeeded' ? failover.target : from };
}
