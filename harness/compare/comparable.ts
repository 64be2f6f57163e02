import type { Judged } from '../judge/index.ts';

/** Two things that were not made in the same way; a difference would say nothing. */
export class NotComparable extends Error {
  override readonly name = 'NotComparable';
  readonly code = 'USAGE';
}

/** Throws NotComparable with every reason. */
export function checkComparable(before: readonly Judged[], after: readonly Judged[]): void {
  const problems = [
    ...differing('scenarios', before, after, ({ scenario }) => scenario),
    ...differing('plan', before, after, ({ plan }) => plan),
    ...differing('targets', before, after, targetsOf),
    ...differing('profile', before, after, ({ profile, timeScale }) => `${profile} × ${timeScale}`),
    ...differing('runtime', before, after, ({ runtime }) => runtime),
    ...differing(
      'load',
      before,
      after,
      ({ browser }) => `clients${browser ? ' and a browser' : ''}`,
    ),
    ...differing('kind', before, after, ({ control }) => (control ? 'control' : 'trial')),
  ];
  if (problems.length > 0) throw new NotComparable(problems.join('\n'));
}

function differing(
  what: string,
  before: readonly Judged[],
  after: readonly Judged[],
  of: (judged: Judged) => string,
): string[] {
  const [a, b] = [before, after].map((runs) => [...new Set(runs.map(of))].sort().join(', '));
  return a === b ? [] : [`not the same ${what}: ${a || 'none'} against ${b || 'none'}`];
}

/** A plan keeps its name while its figures change. */
function targetsOf({ services, stores, scenario }: Judged): string {
  const rtos = services.map(
    ({ name, vantage, targetMs }) => `${name} at ${vantage} ${targetMs} ms`,
  );
  const rpos = stores.map(({ name, targetMs }) => `${name} ${targetMs} ms`);
  return `${scenario} ${[...rtos, ...rpos].join(' ')}`;
}
