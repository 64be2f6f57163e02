/** What a step gives that has made the rest of its runbook needless, and why. */
export class Averted {
  readonly detail: string;

  constructor(detail: string) {
    this.detail = detail;
  }
}

/** One part of a runbook. Order follows from `needs` alone; all else overlaps. */
export interface Step {
  readonly name: string;
  /** Steps that must have ended before this one begins. */
  readonly needs: readonly string[];
  /** Its failure is told, and the runbook goes on. */
  readonly bestEffort?: boolean;
  /** It changes nothing before it has committed, which puts its beginning on record too. */
  readonly commits?: boolean;
  /** It is of use on the way alone: once the runbook has succeeded nobody has to make up for it. */
  readonly passing?: boolean;
  /** It may end the runbook, so that all the others need it, near or far. */
  readonly mayAvert?: boolean;
  /** Longest time this step may take, milliseconds. */
  readonly deadlineMs: number;
  /** Does it and proves it; says in a few words what was done. */
  run(signal: AbortSignal): Promise<string | Averted>;
  /**
   * After a run that ended or failed half-way; may say in a few words what was done. Throws when
   * there is no way back from here.
   */
  undo?(): Promise<string | undefined>;
}

export class RunbookInvalid extends Error {
  override readonly name = 'RunbookInvalid';
  readonly code = 'RUNBOOK_INVALID';
}

/**
 * Throws RunbookInvalid for names that repeat, needs that are not there, cycles, and a step that
 * may end the runbook while another is half done.
 */
export function checkSteps(steps: readonly Step[]): void {
  const names = new Set(steps.map(({ name }) => name));
  if (names.size < steps.length) throw new RunbookInvalid('two steps have the same name');
  for (const { name, needs } of steps) {
    const missing = needs.filter((need) => !names.has(need));
    if (missing.length > 0) throw new RunbookInvalid(`${name} needs ${missing}, not a step`);
  }
  for (const { name } of steps.filter(({ mayAvert }) => mayAvert)) {
    if (after(name, steps).size === steps.length) continue;
    throw new RunbookInvalid(`${name} may end the runbook, and not all others need it`);
  }
  const ended = new Set<string>();
  for (let left = [...steps]; left.length > 0; ) {
    const next = left.filter(({ needs }) => needs.every((need) => ended.has(need)));
    if (next.length === 0) throw new RunbookInvalid(`a cycle among ${left.map((s) => s.name)}`);
    for (const { name } of next) ended.add(name);
    left = left.filter(({ name }) => !ended.has(name));
  }
}

/** A step, and all that need it, near or far. */
function after(first: string, steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set([first]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { name, needs } of steps) {
      if (needs.some((need) => found.has(need))) found.add(name);
    }
  }
  return found;
}
