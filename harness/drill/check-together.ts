import type { Plan } from '../../engine/index.ts';
import { runtimesWith } from '../faults/matrix.ts';
import type { RuntimeName } from '../regions/prepared-runtime.ts';
import type { Topology } from '../regions/topology.ts';
import { drivenServices, readBackStores } from './measured.ts';
import type { Scenario } from './scenario.ts';

/** Plan, topology and scenario are each well-formed, but not for one another. */
export class NotForOneAnother extends Error {
  override readonly name = 'NotForOneAnother';
  readonly code = 'PLAN_INVALID';
}

/**
 * Throws NotForOneAnother with every reason why this scenario cannot be drilled with this plan, nor
 * in this runtime, if one is named.
 */
export function checkTogether(
  plan: Plan,
  topology: Topology,
  scenario: Scenario,
  runtime?: RuntimeName,
): void {
  const problems = [
    ...(runtime ? outOfReach(scenario, runtime) : []),
    ...missing('region', Object.keys(plan.regions), namesOf(topology.regions), topology.name),
    ...missing('vantage', plan.vantages, topology.vantages, topology.name),
    ...missing(
      'vantage',
      scenario.load ? [scenario.load.vantage] : [],
      topology.vantages,
      topology.name,
    ),
    ...missing('service', drivenServices, servicesOf(plan), `plan ${plan.name}`),
    ...missing('store', namesOf(readBackStores), Object.keys(plan.stores), `plan ${plan.name}`),
    ...missing('drill', [scenario.name], Object.keys(plan.drills ?? {}), `plan ${plan.name}`),
    ...faultedRegions(scenario, topology),
    ...(topology.regions.some(({ role }) => role === 'hot-standby')
      ? []
      : [`${topology.name} has no hot standby for the engine's controller to run in`]),
  ];
  if (problems.length > 0) throw new NotForOneAnother(problems.join('\n'));
}

function outOfReach({ name, faults, beforehand }: Scenario, runtime: RuntimeName): string[] {
  return [...faults, ...(beforehand?.faults ?? [])].flatMap(({ fault }) => {
    const where = runtimesWith(fault);
    if (where.includes(runtime)) return [];
    return [`${name} takes ${fault}, which is not in ${runtime}: use --runtime ${where.join()}`];
  });
}

function missing(
  what: string,
  wanted: readonly string[],
  known: readonly string[],
  where: string,
): string[] {
  return wanted
    .filter((name) => !known.includes(name))
    .map((name) => `${where} has no ${what} ${name}; it has: ${known.join(', ') || 'none'}`);
}

function namesOf(named: readonly { readonly name: string }[]): string[] {
  return named.map(({ name }) => name);
}

function servicesOf({ targets }: Plan): string[] {
  return targets.tiers.flatMap(({ services }) => services);
}

function faultedRegions({ name, faults }: Scenario, topology: Topology): string[] {
  const named = faults
    .flatMap(({ region }) => region ?? [])
    .filter((region) => typeof region === 'string');
  return missing(
    'region',
    named,
    namesOf(topology.regions),
    `${topology.name}, which ${name} breaks,`,
  );
}
