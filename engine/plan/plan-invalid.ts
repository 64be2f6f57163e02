/** One thing wrong with a plan, where it stands and what was expected there. */
export interface PlanProblem {
  readonly file: string;
  readonly line: number;
  /** Keys from the root, joined by dots. */
  readonly path: string;
  readonly expected: string;
}

/** Lists every problem at once, one line each: `file:line: path: what was expected`. */
export class PlanInvalid extends Error {
  override readonly name = 'PlanInvalid';
  readonly code = 'PLAN_INVALID';
  readonly problems: readonly PlanProblem[];

  constructor(problems: readonly PlanProblem[]) {
    const lines = problems.map(
      ({ file, line, path, expected }) => `${file}:${line}: ${path ? `${path}: ` : ''}${expected}`,
    );
    super(`the plan cannot be used:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}
