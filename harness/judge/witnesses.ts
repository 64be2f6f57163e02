import type { OperationEntry } from '../journal/index.ts';
import type { Proof, ProvingOperation } from './judged.ts';
import type { Ledger } from './ledger.ts';
import { witnessesShown } from './tolerances.ts';

/** Counts the operations that prove a finding, and keeps the first few. */
export class Witnesses {
  #count = 0;
  readonly #first: OperationEntry[] = [];
  #last: OperationEntry | undefined;

  get count(): number {
    return this.#count;
  }

  get first(): OperationEntry | undefined {
    return this.#first[0];
  }

  get last(): OperationEntry | undefined {
    return this.#last;
  }

  add(op: OperationEntry): void {
    this.#count += 1;
    this.#last = op;
    if (this.#first.length < witnessesShown) this.#first.push(op);
  }

  /** Moments relative to `originMs`, as everywhere in a verdict. */
  proof(originMs: number): Proof {
    return { count: this.#count, first: this.#first.map((op) => proving(op, originMs)) };
  }
}

/** The writes with these ids; an id that nobody wrote counts, and cannot be shown. */
export function proofByIds(ids: readonly number[], ledger: Ledger, originMs: number): Proof {
  const first = ids.slice(0, witnessesShown).flatMap((id) => ledger.write(id) ?? []);
  return { count: ids.length, first: first.map((op) => proving(op, originMs)) };
}

function proving(op: OperationEntry, originMs: number): ProvingOperation {
  const { id, type, vantage, outcome, region, epoch } = op;
  return {
    id,
    type,
    vantage,
    atMs: op.atMs - originMs,
    endMs: op.endMs - originMs,
    outcome,
    ...(region === undefined ? {} : { region }),
    ...(epoch === undefined ? {} : { epoch }),
  };
}
