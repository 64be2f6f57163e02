import type { Topology } from './topology.ts';

export interface WholeProblem {
  /** Keys that lead to the part at fault. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no single part shows: names that lead nowhere, doubles, and links that are missing. */
export function wholeProblems(topology: Topology): readonly WholeProblem[] {
  const regions = topology.regions.map(({ name }) => name);
  const places = [...new Set([...regions, ...topology.vantages])];
  return [
    ...doubles(regions, ['regions']),
    ...doubles(topology.vantages, ['vantages']),
    ...doubles(
      topology.links.map(({ from, to }) => `${from} to ${to}`),
      ['links'],
    ),
    ...roleProblems(topology),
    ...tooManyStandbys(topology),
    ...unknownNames(topology, regions, places),
    ...missingLinks(topology, regions, places),
    ...unknownLocations(topology),
  ];
}

function doubles(names: readonly string[], path: readonly string[]): readonly WholeProblem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: [...path, index], message: `${name} stands here twice; expected once` }]
      : [],
  );
}

function roleProblems({ regions }: Topology): readonly WholeProblem[] {
  const active = regions.filter(({ role }) => role === 'active').length;
  const zones = regions.filter(({ cloud }) => cloud.includes('route53')).length;
  return [
    ...(active === 1
      ? []
      : [{ path: ['regions'], message: `${active} active regions; expected exactly one` }]),
    ...(zones === 1
      ? []
      : [{ path: ['regions'], message: `${zones} regions with route53; expected exactly one` }]),
  ];
}

/** After a failover one region is gone, and those that are left must be enough to write. */
function tooManyStandbys({ regions, synchronousStandbys = 0 }: Topology): readonly WholeProblem[] {
  const most = Math.max(0, regions.length - 2);
  if (synchronousStandbys <= most) return [];
  const words = `${synchronousStandbys} of ${regions.length} regions; expected at most ${most}`;
  const message = `${words}, or no commit ends when one region is lost`;
  return [{ path: ['synchronousStandbys'], message }];
}

function unknownNames(
  { links, mirrors }: Topology,
  regions: readonly string[],
  places: readonly string[],
): readonly WholeProblem[] {
  const unknown = (name: string, known: readonly string[], path: WholeProblem['path']) =>
    known.includes(name)
      ? []
      : [{ path, message: `unknown place ${name}; expected one of ${known.join(', ')}` }];
  return [
    ...links.flatMap(({ from, to }, index) => [
      ...unknown(from, places, ['links', index, 'from']),
      ...unknown(to, regions, ['links', index, 'to']),
    ]),
    ...mirrors.flatMap(({ from, to }, index) => [
      ...unknown(from, regions, ['mirrors', index, 'from']),
      ...unknown(to, regions, ['mirrors', index, 'to']),
    ]),
  ];
}

function missingLinks(
  { links }: Topology,
  regions: readonly string[],
  places: readonly string[],
): readonly WholeProblem[] {
  return places.flatMap((from) =>
    regions
      .filter((to) => !links.some((link) => link.from === from && link.to === to))
      .map((to) => ({ path: ['links'], message: `no link from ${from} to ${to}; expected one` })),
  );
}

function unknownLocations({ locations = {}, vantages }: Topology): readonly WholeProblem[] {
  return Object.keys(locations)
    .filter((at) => !vantages.includes(at))
    .map((at) => ({
      path: ['locations', at],
      message: `unknown vantage ${at}; expected one of ${vantages.join(', ')}`,
    }));
}
