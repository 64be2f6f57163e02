import type { Judged } from '../../harness/judge/index.ts';

/** What a reader might believe after this run and should not, one sentence each. */
export function limits(judged: Judged): readonly string[] {
  return [
    'It is one run. Another may be slower or lose more; how often it passes takes repeated trials.',
    `It shows how this engine met one scenario, ${judged.scenario}, under this workload, and nothing about other failures or a higher load.`,
    ...(judged.profile === 'fast'
      ? [
          `Every configured duration was multiplied by ${judged.timeScale}; what does not shrink with it (starting a process, a commit, a round trip) weighs more here than in reality. A fast run cannot certify.`,
        ]
      : []),
    ...(runtimeLimits[judged.runtime] ?? []),
    'The seed repeats the schedule of faults and the workload, not how the operating system orders the work.',
    ...(judged.services.some((service) => service.rtoMs === 'unmeasured')
      ? ['Where an RTO says “not measured”, nothing at all is known about that service there.']
      : []),
    ...(judged.stores.some((store) => store.rpoOps[0] !== store.rpoOps[1])
      ? [
          'Where a loss is an interval, nobody can know which end is true: those clients never learned whether their write was done.',
        ]
      : []),
  ];
}

const oneHost =
  'All regions shared one machine, so its processors, memory, disk and clock: a loss of power, of a disk, or a drift between clocks was not part of it.';

const runtimeLimits: Readonly<Record<string, readonly string[]>> = {
  embedded: [
    oneHost,
    'Links delay and cut connections; they do not lose, reorder or damage single packets.',
  ],
  containers: [oneHost],
  compose: [oneHost],
};
