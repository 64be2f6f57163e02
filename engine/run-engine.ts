import type { Logger } from 'pino';
import type { EngineParts } from './compose.ts';
import { Controller } from './control/controller.ts';
import { RoutingControl } from './control/routing.ts';
import { serveSurface } from './control/surface.ts';
import { openNotifier } from './notify/open-notifier.ts';
import { controlKeys } from './plan/control-keys.ts';
import type { ClaimSink } from './ports/claim.ts';

export interface EngineSurroundings {
  readonly claim: ClaimSink;
  readonly log: Logger;
  /** Secrets, by the names the plan gives them, and BLACKSTART_STATE_DIR. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Watches and acts until the signal is aborted. Throws only what it cannot go on after. */
export async function runEngine(
  { world, runbooks }: EngineParts,
  { claim, log, environment, signal }: EngineSurroundings,
): Promise<void> {
  const { plan, endpoints, clock, store } = world;
  await using notifier = openNotifier({ plan, environment, clock, random: Math.random, log });
  const controller = new Controller({ world, runbooks, claim, notifier });
  const { routing } = controlKeys(plan.name);
  const control = new RoutingControl(clock, store, routing, plan.dns.routingControl.cacheMs);
  await using _surface = await serveSurface(endpoints.listen, control, () => controller.status());
  log.info({ plan: plan.name, home: endpoints.home, listen: endpoints.listen }, 'watching');
  // A runbook under way is left on record; whoever comes next finds it there.
  await Promise.race([
    controller.run(signal),
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
  ]);
}
