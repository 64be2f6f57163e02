import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { EngineParts } from './compose.ts';
import { Controller } from './control/controller.ts';
import { controllerParts } from './control/controller-parts.ts';
import { RoutingControl } from './control/routing.ts';
import { serveSurface } from './control/surface.ts';
import { openNotifier } from './notify/open-notifier.ts';
import { controlKeys } from './plan/control-keys.ts';
import type { ClaimSink } from './ports/claim.ts';
import { deadlines } from './systems/deadlines.ts';

export interface EngineSurroundings {
  readonly claim: ClaimSink;
  readonly log: Logger;
  /** Secrets, by the names the plan gives them, and BLACKSTART_STATE_DIR. */
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Watches and acts until the signal is aborted. Throws only what it cannot go on after. */
export async function runEngine(
  engine: EngineParts,
  { claim, log, environment, signal }: EngineSurroundings,
): Promise<void> {
  const { plan, endpoints, clock, store } = engine.world;
  const self = `${endpoints.home} ${randomUUID()}`;
  await using notifier = openNotifier({ plan, environment, clock, random: Math.random, log });
  const controller = new Controller(controllerParts({ ...engine, claim, notifier, self }));
  const { routing } = controlKeys(plan.name);
  const control = new RoutingControl(clock, store, routing, plan.dns.routingControl.cacheMs);
  await using _surface = await serveSurface(endpoints.listen, control, () => controller.status());
  log.info({ plan: plan.name, home: endpoints.home, listen: endpoints.listen }, 'watching');
  const told = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  await Promise.race([controller.run(signal), told]);
  // A runbook under way is left on record; whoever leads next ends it, at once if the lead is free.
  await Promise.race([controller.resigned(), clock.sleep(deadlines.etcdRequestMs)]);
}
