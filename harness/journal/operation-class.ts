import type { OperationEntry, Outcome } from './entry.ts';

/**
 * All of an operation but its moments, its id and its size. Millions of operations share a few
 * dozen of these, so each is kept once.
 */
export type OperationClass = Omit<OperationEntry, 'kind' | 'atMs' | 'endMs' | 'id' | 'bytes'>;

type Branch = Map<unknown, Branch | number[]>;

/** Gives every class that it meets a number: 0, 1, 2 … */
export class OperationClasses {
  readonly all: OperationClass[] = [];
  readonly #root: Branch = new Map();

  /** The number of an operation's class. A new class is kept. */
  indexOf(op: OperationClass): number {
    let branch = below(this.#root, op.vantage);
    branch = below(branch, op.region);
    branch = below(branch, op.service);
    branch = below(branch, op.error);
    const leaf = leafOf(branch, op.epoch);
    const code = codeOf(op);
    const known = leaf[code];
    if (known !== undefined) return known;
    leaf[code] = this.all.length;
    this.all.push(picked(op));
    return this.all.length - 1;
  }
}

/** The class as the writer's line has it, after the size: a comma, fields, a closing brace. */
export function classText(facts: OperationClass): string {
  const { type, service, vantage, outcome, error, region, epoch, found } = facts;
  const fields = { type, service, vantage, outcome, error, region, epoch, found };
  return `,${JSON.stringify(fields).slice(1)}`;
}

function below(branch: Branch, value: unknown): Branch {
  const known = branch.get(value);
  if (known) return known as Branch;
  const made: Branch = new Map();
  branch.set(value, made);
  return made;
}

function leafOf(branch: Branch, value: unknown): number[] {
  const known = branch.get(value);
  if (known) return known as number[];
  const made: number[] = [];
  branch.set(value, made);
  return made;
}

const outcomes: readonly Outcome[] = ['ok', 'fail', 'indeterminate'];

/** Type, outcome and whether it was found, as one small number. */
function codeOf({ type, outcome, found }: OperationClass): number {
  const foundCode = found === undefined ? 0 : found ? 1 : 2;
  return (outcomes.indexOf(outcome) * 3 + foundCode) * 2 + (type === 'write' ? 1 : 0);
}

/** Without what else an operation may hold. */
function picked(op: OperationClass): OperationClass {
  const { type, service, vantage, outcome, error, region, epoch, found } = op;
  return {
    type,
    service,
    vantage,
    outcome,
    ...(error === undefined ? {} : { error }),
    ...(region === undefined ? {} : { region }),
    ...(epoch === undefined ? {} : { epoch }),
    ...(found === undefined ? {} : { found }),
  };
}
