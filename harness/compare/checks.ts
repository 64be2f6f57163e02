import type { Judged, JudgedCheck } from '../judge/index.ts';
import { weightOf } from '../judge/verdict.ts';
import { type Pair, significance, type Tested } from './tested.ts';

/** A check that was red in any run. */
export interface CheckChange {
  readonly scenario: string;
  readonly id: string;
  readonly kind: JudgedCheck['kind'];
  /** Number of runs in which it is red. */
  readonly failed: readonly [before: number, after: number];
  readonly of: readonly [before: number, after: number];
  readonly test?: Tested;
  /**
   * Once is a regression where it was never red before. Where it was, being red more often is
   * tested as figures are; larger if that was not shown, or there is no run before.
   */
  readonly finding: 'regression' | 'larger' | 'improvement' | 'none';
}

/** 1 for each run in which the check is red, else 0. */
export interface CheckPair extends Pair, Pick<CheckChange, 'scenario' | 'id' | 'kind'> {}

export function checkPairs(
  scenario: string,
  from: readonly Judged[],
  to: readonly Judged[],
): CheckPair[] {
  const red = new Map([...from, ...to].flatMap(redChecks).map(({ id, kind }) => [id, kind]));
  const isRed = (judged: Judged, id: string) => redChecks(judged).some((check) => check.id === id);
  return [...red].map(([id, kind]) => {
    const values = (runs: readonly Judged[]) => runs.map((judged) => Number(isRed(judged, id)));
    return { scenario, id, kind, before: values(from), after: values(to) };
  });
}

/** A missed target is red only while what it rests on holds, as in the verdict. */
export function redChecks({ checks }: Judged): JudgedCheck[] {
  const hold = checks.every(({ kind, verdict }) => kind !== 'assumption' || verdict === 'pass');
  return checks.filter((check) => weightOf(check, hold) === 'fail');
}

/** Once red where it never was needs no test. */
export function wasRed({ before }: CheckPair): boolean {
  return before.includes(1);
}

export function checkChangeOf(pair: CheckPair, test: Tested | undefined): CheckChange {
  const { scenario, id, kind, before, after } = pair;
  const count = (values: readonly number[]) => values.filter((value) => value === 1).length;
  const head = {
    scenario,
    id,
    kind,
    failed: [count(before), count(after)],
    of: [before.length, after.length],
  } as const;
  return { ...head, ...(test ? { test } : {}), finding: findingOf(head, test) };
}

function findingOf(
  { failed, of }: Pick<CheckChange, 'failed' | 'of'>,
  test: Tested | undefined,
): CheckChange['finding'] {
  if (of[0] === 0) return 'larger';
  if (of[1] === 0) return 'none';
  if (failed[0] === 0) return 'regression';
  const more = failed[1] / of[1] - failed[0] / of[0];
  const shown = test !== undefined && test.adjustedP < significance;
  if (more > 0) return shown ? 'regression' : 'larger';
  return more < 0 && shown ? 'improvement' : 'none';
}
