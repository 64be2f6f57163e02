import type { FailoverDecision } from '../decide/decide.ts';
import type { Tenure } from '../lead/tenure.ts';
import { controlKeys } from '../plan/control-keys.ts';
import type { ClaimSink } from '../ports/claim.ts';
import { activateRegion } from './activate-region.ts';
import { type Failover, onlyPlanned } from './failover.ts';
import { Ledger } from './ledger.ts';
import type { LeftSteps, RunbookRecord } from './record.ts';
import { type Outcome, runSteps } from './run.ts';
import { checkSteps, type Step } from './step.ts';
import { activate } from './steps/activate.ts';
import { cache, follow } from './steps/cache.ts';
import { close } from './steps/close.ts';
import { detach } from './steps/detach.ts';
import { drain, drainIfAlive } from './steps/drain.ts';
import { epoch } from './steps/epoch.ts';
import { drainEvents, fenceEvents, openEvents } from './steps/events.ts';
import { fence, fenceLiving } from './steps/fence.ts';
import { fenceObjects, openObjects } from './steps/objects.ts';
import { prepare } from './steps/prepare.ts';
import { promote, promoteDrained, promoteDrainedOrFurthest } from './steps/promote.ts';
import { rejoin, rejoinAsked } from './steps/rejoin.ts';
import { repoint } from './steps/repoint.ts';
import { reroute } from './steps/reroute.ts';
import { afterScaling, scale } from './steps/scale.ts';
import { slots } from './steps/slots.ts';
import { validate } from './steps/validate.ts';
import { warm } from './steps/warm.ts';
import type { World } from './world.ts';

/** The steps of each action, by its name. */
export type Runbooks = Readonly<Record<string, (failover: Failover) => readonly Step[]>>;

const moveEverything = (failover: Failover): readonly Step[] =>
  [
    close,
    fence,
    promote,
    epoch,
    slots,
    repoint,
    cache,
    follow,
    openEvents,
    fenceEvents,
    openObjects,
    fenceObjects,
    warm,
    activate,
    reroute,
    validate,
  ].map((make) => make(failover));

/**
 * The same for a database that lives: it is drained first, so that nothing is lost, and what it was
 * drained into is promoted, and no other. One that is lost meanwhile, as disasters come one after
 * the other, is left as if it had been lost first.
 */
const moveWithoutLoss = (failover: Failover): readonly Step[] => [
  detach(failover),
  drainIfAlive(failover),
  promoteDrainedOrFurthest(failover),
  ...moveEverything(failover).filter(({ name }) => name !== 'promote'),
];

/** The same again for a region that has no capacity left, unless it can be given more. */
const scaleThenMove = (failover: Failover): readonly Step[] => [
  scale(failover),
  ...moveWithoutLoss(failover).map(afterScaling),
];

/**
 * The same where all is well: nobody waits for a lease, the region that was asked for is the
 * one, and the old database follows the new one in the end.
 */
const moveOnRequest = (failover: Failover): readonly Step[] => {
  const { writePauseMs } = failover.world.plan.switchover;
  const planned = [
    prepare(failover),
    // Writes go on meanwhile: nothing holds them up that can be done before.
    { ...detach(failover), needs: ['prepare'] },
    { ...close(failover), needs: ['prepare'] },
    fenceLiving(failover),
    drain(failover, writePauseMs),
    promoteDrained(failover),
    drainEvents(failover),
    rejoin(failover),
  ];
  const names = planned.map(({ name }) => name);
  return [...planned, ...moveEverything(failover).filter(({ name }) => !names.includes(name))];
};

/**
 * The order of the steps is in their needs, not in these lists. The service writes to the database
 * and the cache of its own region alone, so that whichever of them, the gateway or the region is
 * lost, or only slow, the same things move: a share of the traffic cannot.
 */
export const runbooks: Runbooks = {
  'database-failover': moveEverything,
  'region-failover': moveEverything,
  'gateway-failover': moveWithoutLoss,
  'shift-traffic': moveWithoutLoss,
  'scale-then-failover': scaleThenMove,
  'cache-failover': moveWithoutLoss,
  switchover: moveOnRequest,
  rejoin: (failover) => [
    rejoinAsked(failover),
    { ...fenceEvents(failover), needs: ['rejoin'] },
    { ...fenceObjects(failover), needs: ['rejoin'] },
  ],
  activate: activateRegion,
};

/** Throws RunbookInvalid if one of them cannot be run, between any two regions. Touches nothing. */
export function checkRunbooks(known: Runbooks, world: World): void {
  const regions = Object.keys(world.plan.regions);
  for (const make of Object.values(known)) {
    for (const from of regions) {
      for (const target of regions) {
        const way = { trigger: 'check', from, epoch: 0, target };
        checkSteps(make({ ...onlyPlanned, ...way, world }));
      }
    }
  }
}

/**
 * What operators ask for, and no trigger does. One of these that was undone has left everything as
 * it was, or serving nobody as before, and so holds nothing back.
 */
export const askedActions = ['switchover', 'rejoin', 'activate'] as const;
export type AskedAction = (typeof askedActions)[number];

export function isAsked({ action }: Pick<RunbookRecord, 'action'>): boolean {
  return askedActions.some((each) => each === action);
}

/** What is decided where an operator has asked for it; a rejoin begins no epoch. */
export function askedFor(
  action: AskedAction,
  from: string,
  to: string,
  epoch: number,
): FailoverDecision {
  const next = action === 'rejoin' ? epoch : epoch + 1;
  return { kind: 'failover', trigger: action, action, from, to, epoch: next };
}

/** The record of a runbook that is about to begin. */
export function firstRecord(decision: FailoverDecision): RunbookRecord {
  const { action, trigger, from, to, epoch: next, known } = decision;
  return {
    id: `${String(next).padStart(8, '0')}-${trigger}`,
    action,
    trigger,
    from,
    to,
    epoch: next,
    known,
    outcome: 'running',
    direction: 'forward',
    committed: false,
    steps: {},
  };
}

export interface RunbookRun {
  readonly known: Runbooks;
  readonly world: World;
  readonly claim: ClaimSink;
  readonly tenure: Tenure;
  /** As of `Failover`. */
  readonly down: Failover['down'];
}

export interface RunbookEnd {
  readonly outcome: Outcome;
  /** The region that is active now. */
  readonly active: string;
  /** Why it ended so, where that has to be told. */
  readonly note: string | undefined;
  /** What it has succeeded without. */
  readonly left: LeftSteps;
}

/** Runs a runbook from where its record stands, to its end or until the lead is lost. */
export async function runRunbook(
  { known, world, claim, tenure, down }: RunbookRun,
  record: RunbookRecord,
): Promise<RunbookEnd> {
  const make = known[record.action];
  if (!make) throw new RangeError(`no runbook for ${record.action}`);
  const { clock, store, plan } = world;
  const key = `${controlKeys(plan.name).runbooks}${record.id}`;
  const ledger = new Ledger({ clock, store, key, claim, guard: tenure.guard, record });
  const failover: Failover = {
    world,
    trigger: record.trigger,
    from: record.from,
    epoch: record.epoch,
    target: record.to,
    known: record.known,
    down,
    committed: () => ledger.record.committed,
    untold: () => ledger.record.untold ?? [],
    leftUntold: (regions) => ledger.leftUntold(regions),
    drained: () => ledger.record.steps.drain?.event === 'succeeded',
    commit: (region) => ledger.commit(region),
  };
  const { retryEveryMs, retryForMs } = plan.runbooks;
  const steps = make(failover);
  const deposed = tenure.lost;
  const outcome = await runSteps({ clock, ledger, steps, deposed, retryEveryMs, retryForMs });
  const active = outcome === 'succeeded' ? failover.target : record.from;
  const { note, left = {} } = ledger.record;
  return { outcome, active, note, left };
}
