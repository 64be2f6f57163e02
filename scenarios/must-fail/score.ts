import type { NotApplicable } from './mutant.ts';
import type { ControlResult, MutantResult } from './result.ts';

/** What `npm run mutants` came to; `reports/runs/mutants.json`, which certificates bind. */
export interface Score {
  readonly version: 1;
  readonly commit: string;
  readonly startedAt: string;
  readonly profile: 'fast';
  readonly caught: number;
  readonly missed: number;
  readonly notApplicable: number;
  readonly controls: readonly ControlResult[];
  readonly mutants: readonly MutantResult[];
  readonly without: readonly NotApplicable[];
}

export interface ScoreParts extends Pick<Score, 'commit' | 'startedAt' | 'controls' | 'mutants'> {
  readonly without: readonly NotApplicable[];
}

export function scoreOf({ commit, startedAt, controls, mutants, without }: ScoreParts): Score {
  const caught = mutants.filter((mutant) => mutant.caught).length;
  const missed = mutants.length - caught;
  return {
    ...{ version: 1, commit, startedAt, profile: 'fast' },
    ...{ caught, missed, notApplicable: without.length },
    ...{ controls, mutants, without },
  };
}

/** The table that is printed, and `N caught, N missed`. */
export function textOf({ controls, mutants, without, caught, missed }: Score): string {
  const rows = [
    ...controls.map(({ scenario, service, verdict, reasons }) => [
      verdict === 'pass' ? 'control' : 'CONTROL',
      service ? `${scenario} (${service})` : scenario,
      verdict,
      reasons.join('; '),
    ]),
    ...mutants.map(({ defect, verdict, red, caught: was, note }) => [
      was ? 'caught' : 'MISSED',
      defect,
      verdict,
      [red.join(', '), note].filter(Boolean).join('; '),
    ]),
    ...without.map(({ defect, why }) => ['no part', defect, '-', why]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second, third] = [width(0), width(1), width(2)];
  const lines = rows.map(([what = '', name = '', verdict = '', rest = '']) =>
    `${what.padEnd(first)}  ${name.padEnd(second)}  ${verdict.padEnd(third)}  ${rest}`.trimEnd(),
  );
  const tail = `${caught} caught, ${missed} missed, ${without.length} without a part yet`;
  return [...lines, '', tail, ''].join('\n');
}

/** 0 if every control passed and every defect was caught, else 1. */
export function exitCodeOf({ controls, missed }: Score): 0 | 1 {
  return missed === 0 && controls.every(({ verdict }) => verdict === 'pass') ? 0 : 1;
}
