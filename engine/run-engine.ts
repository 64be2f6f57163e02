import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { EngineParts } from './compose.ts';
import { Controller } from './control/controller.ts';
import { controllerParts } from './control/controller-parts.ts';
import { hearStore } from './control/heard-store.ts';
import { ControllerOperator } from './control/operator.ts';
import { RoutingControl, routingTimes } from './control/routing.ts';
import { openNotifier } from './notify/open-notifier.ts';
import { controlKeys } from './plan/control-keys.ts';
import type { ClaimSink } from './ports/claim.ts';
import { serveSurface } from './surface/serve.ts';
import { Telemetry } from './surface/telemetry.ts';
import type { Token } from './surface/token.ts';
import { deadlines } from './systems/deadlines.ts';
import { neededSystems } from './watch/down-systems.ts';
import { askApart } from './watch/preflight/ask-apart.ts';

export interface EngineSurroundings {
  readonly claim: ClaimSink;
  readonly log: Logger;
  /** Secrets, by the names the plan gives them, and BLACKSTART_STATE_DIR. */
  readonly environment: NodeJS.ProcessEnv;
  /** Who brings it may change things; without one nobody may. */
  readonly token: Token | undefined;
  readonly signal: AbortSignal;
}

/**
 * Watches and acts until the signal is aborted. Throws only what it cannot go on after; at the
 * start ListenFailed, and SettingsInvalid for a door to the network without a token.
 */
export async function runEngine(
  { world: parts, ...engine }: EngineParts,
  { claim, log, environment, token, signal }: EngineSurroundings,
): Promise<void> {
  const { plan, endpoints, clock } = parts;
  const { store, heard } = hearStore(parts.store, clock);
  const world = { ...parts, store };
  const telemetry = new Telemetry(clock);
  await using notifier = openNotifier({ plan, environment, clock, random: Math.random, log });
  const inquiry = {
    ...{ home: endpoints.home, regions: endpoints.regions, systems: neededSystems(plan) },
    timeoutMs: plan.probes.preflight?.timeoutMs ?? 0,
  };
  const pieces = controllerParts({
    ...engine,
    world,
    claim: telemetry.hearing(claim),
    notifier: telemetry.hearingAlerts(notifier),
    decided: (decision) => telemetry.decided(decision),
    ask: (stopped) => askApart(inquiry, environment, stopped),
    log,
    self: `${endpoints.home} ${randomUUID()}`,
  });
  const controller = new Controller(pieces);
  const { routing } = controlKeys(plan.name);
  await using _surface = await serveSurface({
    listen: endpoints.listen,
    regions: Object.keys(endpoints.regions),
    routing: new RoutingControl(clock, store, routing, routingTimes(plan.dns.routingControl)),
    operator: new ControllerOperator({ ...pieces, controller, heard }),
    telemetry,
    token,
    clock,
    log,
  });
  log.info({ plan: plan.name, home: endpoints.home, listen: endpoints.listen }, 'watching');
  const told = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([controller.run(signal), told]);
  // A runbook under way is left on record; whoever leads next ends it, at once if the lead is free.
  await Promise.race([controller.resigned(), clock.sleep(deadlines.etcdRequestMs)]);
}
