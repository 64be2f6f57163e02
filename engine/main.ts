import { pino } from 'pino';
import { Controller } from './control/controller.ts';
import { RoutingControl } from './control/routing.ts';
import { endpointsFrom, SettingsInvalid } from './control/settings.ts';
import { serveSurface } from './control/surface.ts';
import { worldFrom } from './failover/world.ts';
import { consoleNotifier } from './notify/console.ts';
import { controlKeys } from './plan/control-keys.ts';
import { loadPlan } from './plan/load.ts';
import type { Claim } from './ports/claim.ts';
import { systemClock } from './ports/clock.ts';
import { addressFrom, type Endpoints } from './ports/endpoints.ts';
import { deadlines } from './systems/deadlines.ts';
import { etcdStore } from './systems/etcd/store.ts';

const usageError = 64;
const environmentError = 4;

function settings() {
  const planPath = process.env.BLACKSTART_PLAN;
  if (!planPath)
    throw new SettingsInvalid('BLACKSTART_PLAN is not set: expected the path of a plan');
  const plan = loadPlan(planPath);
  const endpoints = endpointsFrom(process.env.BLACKSTART_ENDPOINTS, plan);
  return { plan, endpoints };
}

/** The member of one's own region first: it answers without a WAN link while it has a quorum. */
function etcdMembers({ home, regions }: Endpoints) {
  const names = Object.keys(regions).sort((a, b) => Number(b === home) - Number(a === home));
  return names.flatMap((name) => {
    const region = regions[name];
    return region ? [addressFrom(home, region.etcd.seenFrom)] : [];
  });
}

async function main(): Promise<void> {
  const { plan, endpoints } = settings();
  const log = pino({ name: 'blackstart-engine' }, pino.destination(2));
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

  const store = etcdStore(etcdMembers(endpoints), deadlines.etcdRequestMs);
  const world = worldFrom(systemClock, plan, endpoints, store);
  const claim = (made: Claim) => {
    process.stdout.write(`${JSON.stringify({ claim: made })}\n`);
    log.info({ claim: made }, `${made.step} ${made.event}`);
  };
  const controller = new Controller({ world, claim, notifier: consoleNotifier(log) });
  const { routing } = controlKeys(plan.name);
  const control = new RoutingControl(systemClock, store, routing, plan.dns.routingControl.cacheMs);
  await using _surface = await serveSurface(endpoints.listen, control, () => controller.status());
  log.info({ plan: plan.name, home: endpoints.home, listen: endpoints.listen }, 'watching');
  // A runbook under way is left on record; whoever comes next finds it there.
  await Promise.race([
    controller.run(stop.signal),
    new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve())),
  ]);
}

function exitCodeOf(error: unknown): number {
  const code = (error as { code?: string }).code;
  return code === 'PLAN_INVALID' || code === 'SETTINGS_INVALID' ? usageError : environmentError;
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCodeOf(error));
}
