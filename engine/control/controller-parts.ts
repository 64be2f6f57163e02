import type { Logger } from 'pino';
import type { EngineParts } from '../compose.ts';
import type { Decision, Policy } from '../decide/decide.ts';
import { policyFrom } from '../decide/policy.ts';
import { Leadership } from '../lead/leadership.ts';
import { controlKeys } from '../plan/control-keys.ts';
import type { Plan } from '../plan/schema.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Fact } from '../watch/fact.ts';
import { factProbes } from '../watch/fact-probes.ts';
import { Observer } from '../watch/observer.ts';
import { Opinions } from '../watch/opinions.ts';
import { Preflight, type PreflightOptions } from '../watch/preflight/preflight.ts';
import { Watcher } from '../watch/watcher.ts';
import { Announcements } from './announcements.ts';
import { Automation } from './automation.ts';
import { QuorumPlace } from './quorum-place.ts';
import { Situation } from './situation.ts';

/** What a controller works with; all of it lives as long as the controller. */
export interface ControllerParts extends EngineParts {
  readonly claim: ClaimSink;
  /** Called with each decision, many times a second. */
  readonly decided: (decision: Decision) => void;
  readonly policy: Policy;
  readonly situation: Situation;
  readonly watcher: Watcher;
  readonly opinions: Opinions;
  readonly preflight: Preflight;
  readonly observer: Observer;
  readonly leadership: Leadership;
  readonly automation: Automation;
  readonly announce: Announcements;
}

export interface ControllerOptions extends EngineParts {
  readonly claim: ClaimSink;
  readonly notifier: Notifier;
  readonly decided: (decision: Decision) => void;
  /** Asks of every region what a failover would need of it. */
  readonly ask: PreflightOptions['ask'];
  readonly log: Pick<Logger, 'info' | 'debug'>;
  /** Tells this process from every other controller, past ones of its region too. */
  readonly self: string;
}

/** Puts a controller's parts together. Connects nothing yet. */
export function controllerParts(options: ControllerOptions): ControllerParts {
  const { world, runbooks, votedFor, claim, decided, notifier, ask, log } = options;
  const { clock, plan, store } = world;
  const keys = controlKeys(plan.name);
  const situation = new Situation();
  const active = () => situation.state.active;
  const watcher: Watcher = new Watcher({
    clock,
    probes: factProbes(world, active),
    onChange: () => opinions.tell(),
  });
  const opinions = new Opinions({
    clock,
    store,
    prefix: keys.opinions,
    home: world.endpoints.home,
    own: () => askedOf(plan, active(), watcher.facts()),
    everyMs: plan.control.tellEveryMs,
    freshMs: plan.control.opinionLastsMs,
  });
  const preflight = new Preflight({ clock, figures: plan.probes.preflight, ask });
  const observer = new Observer({ clock, plan, watcher, opinions, preflight, votedFor });
  const place = new QuorumPlace({ world, situation, observer, log });
  return {
    world,
    runbooks,
    votedFor,
    claim,
    decided,
    policy: policyFrom(plan, Object.keys(runbooks)),
    situation,
    watcher,
    opinions,
    preflight,
    observer,
    leadership: leadershipOf(options, situation, place),
    automation: new Automation(clock, store, keys.operator),
    announce: new Announcements({ clock, plan, claim, notifier }),
  };
}

/** What the plan's triggers ask of the active region; the others need to know no more. */
function askedOf({ triggers }: Plan, active: string, facts: readonly Fact[]): readonly Fact[] {
  const asked = Object.values(triggers).flatMap(({ when }) => when);
  return facts.filter(
    ({ region, of, measure }) =>
      region === active && asked.some((one) => one.of === of && one.measure === measure),
  );
}

function leadershipOf(
  { world, self }: ControllerOptions,
  situation: Situation,
  place: QuorumPlace,
): Leadership {
  const { clock, store, plan, endpoints } = world;
  const { leaderTtlMs, renewEveryMs } = plan.control;
  return new Leadership({
    clock,
    store,
    key: controlKeys(plan.name).leader,
    self,
    ttlMs: leaderTtlMs,
    marginMs: plan.fencing.marginMs,
    everyMs: renewEveryMs,
    handicapMs: () => leaderTtlMs * handicap(endpoints.home, situation.state.active, plan),
    between: () => place.look(),
  });
}

/**
 * In shares of the TTL. First comes a region that the next failover would lead to, because the
 * runbook's calls are then the shortest; last the active one, which may be what is lost.
 */
function handicap(home: string, active: string, { regions, dns }: Plan): number {
  const last = regions[active] ? home === active : regions[home]?.role === 'active';
  if (last) return 1;
  return dns.failover.includes(home) ? 0 : 0.5;
}
