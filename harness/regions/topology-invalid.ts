export interface TopologyProblem {
  readonly file: string;
  readonly line: number;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

/** A topology file that cannot be used, with every problem in it. */
export class TopologyInvalid extends Error {
  override readonly name = 'TopologyInvalid';
  readonly code = 'TOPOLOGY_INVALID';
  readonly exitCode = 64;
  readonly problems: readonly TopologyProblem[];

  constructor(problems: readonly TopologyProblem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.problems = problems;
  }
}
