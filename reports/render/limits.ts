import type { Judged } from '../../harness/judge/index.ts';

/** What a reader might believe after this run and should not, one sentence each. */
export function limits(judged: Judged): readonly string[] {
  const isFast = judged.profile === 'fast';
  const hasUnmeasured = judged.services.some((service) => service.rtoMs === 'unmeasured');
  const hasInterval = judged.stores.some((store) => store.rpoOps[0] !== store.rpoOps[1]);
  const sentences = [
    oneRun,
    oneScenario(judged.scenario),
    ...(isFast ? [scaled(judged.timeScale)] : []),
    ...(runtimeLimits[judged.runtime] ?? []),
    seed,
    ...(hasUnmeasured ? [unmeasured] : []),
    ...(hasInterval ? [unsure] : []),
  ];
  return sentences.map((parts) => parts.join(' '));
}

/** A sentence in parts that fit a line. */
type Parts = readonly string[];

const oneRun: Parts = [
  'It is one run.',
  'Another may be slower or lose more; how often it passes takes repeated trials.',
];

const oneScenario = (scenario: string): Parts => [
  `It shows how this engine met one scenario, ${scenario}, under this workload,`,
  'and nothing about other failures or a higher load.',
];

const scaled = (timeScale: number): Parts => [
  `Every configured duration was multiplied by ${timeScale};`,
  'what does not shrink with it (starting a process, a commit, a round trip)',
  'weighs more here than in reality. A fast run cannot certify.',
];

const seed: Parts = [
  'The seed repeats the schedule of faults and the workload,',
  'not how the operating system orders the work.',
];

const unmeasured: Parts = [
  'Where an RTO says “not measured”, nothing at all is known about that service there.',
];

const unsure: Parts = [
  'Where a loss is an interval, nobody can know which end is true:',
  'those clients never learned whether their write was done.',
];

const oneHost: Parts = [
  'All regions shared one machine, so its processors, memory, disk and clock:',
  'a loss of power, of a disk, or a drift between clocks was not part of it.',
];

const links: Parts = [
  'Links delay and cut connections; they do not lose, reorder or damage single packets.',
];

const runtimeLimits: Readonly<Record<string, readonly Parts[]>> = {
  embedded: [oneHost, links],
  containers: [oneHost],
  compose: [oneHost],
};
