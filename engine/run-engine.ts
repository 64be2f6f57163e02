import type { Logger } from 'pino';
import type { EngineParts } from './compose.ts';
import { Controller } from './control/controller.ts';
import { hearStore } from './control/heard-store.ts';
import { ControllerOperator } from './control/operator.ts';
import { RoutingControl } from './control/routing.ts';
import { consoleNotifier } from './notify/console.ts';
import { controlKeys } from './plan/control-keys.ts';
import type { ClaimSink } from './ports/claim.ts';
import { serveSurface } from './surface/serve.ts';
import { Telemetry } from './surface/telemetry.ts';
import type { Token } from './surface/token.ts';

export interface EngineSurroundings {
  readonly claim: ClaimSink;
  readonly log: Logger;
  /** Who brings it may change things; without one nobody may. */
  readonly token: Token | undefined;
  readonly signal: AbortSignal;
}

/**
 * Watches and acts until the signal is aborted. Throws only what it cannot go on after; at the
 * start ListenFailed, and SettingsInvalid for a door to the network without a token.
 */
export async function runEngine(
  { world: parts, runbooks }: EngineParts,
  { claim, log, token, signal }: EngineSurroundings,
): Promise<void> {
  const { plan, endpoints, clock } = parts;
  const { store, heard } = hearStore(parts.store, clock);
  const world = { ...parts, store };
  const telemetry = new Telemetry(clock);
  const controller = new Controller({
    world,
    runbooks,
    claim: telemetry.hearing(claim),
    notifier: telemetry.hearingAlerts(consoleNotifier(log)),
    decided: (decision) => telemetry.decided(decision),
  });
  const { routing } = controlKeys(plan.name);
  await using _surface = await serveSurface({
    listen: endpoints.listen,
    regions: Object.keys(endpoints.regions),
    routing: new RoutingControl(clock, store, routing, plan.dns.routingControl.cacheMs),
    operator: new ControllerOperator({ controller, world, runbooks, heard }),
    telemetry,
    token,
    clock,
    log,
  });
  log.info({ plan: plan.name, home: endpoints.home, listen: endpoints.listen }, 'watching');
  // A runbook under way is left on record; whoever comes next finds it there.
  await Promise.race([
    controller.run(signal),
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
  ]);
}
