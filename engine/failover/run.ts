import type { Clock } from '../ports/clock.ts';
import type { Ledger } from './ledger.ts';
import { checkSteps, type Step } from './step.ts';
import { within } from './within.ts';

/**
 * failed: the way back, or forward, could not be gone to its end; a person has to look. deposed:
 * this controller lost the lead; the next one goes on from the record.
 */
export type Outcome = 'succeeded' | 'undone' | 'failed' | 'deposed';

export interface Run {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly steps: readonly Step[];
  /** Aborted when this controller does not lead any more. */
  readonly deposed: AbortSignal;
  /** Past the commit a step that failed is tried again after this pause. Milliseconds. */
  readonly retryEveryMs: number;
  /** For so long, from its first failure on. */
  readonly retryForMs: number;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Runs the steps as their needs allow, from wherever the record says they are. Each is on record
 * before it begins and after it ended. When one fails before the commit no other begins, and what
 * was begun is undone in reverse order; after it there is no way back, and it is tried again.
 */
export async function runSteps(run: Run): Promise<Outcome> {
  checkSteps(run.steps);
  const { ledger, deposed } = run;
  const forward = ledger.record.direction === 'forward' ? await goForward(run) : 'failed';
  if (deposed.aborted) return 'deposed';
  const outcome = forward === 'failed' && !ledger.record.committed ? await goBack(run) : forward;
  if (deposed.aborted) return 'deposed';
  await ledger.end(outcome).catch(() => undefined);
  return outcome;
}

/** Ended already, as the record has it: by this controller, or by one before. */
function endedBefore({ ledger, steps }: Run): Set<string> {
  const events = ledger.record.steps;
  const ended = steps.filter(({ name, bestEffort }) => {
    const event = events[name]?.event;
    return event === 'succeeded' || (event === 'failed' && bestEffort);
  });
  return new Set(ended.map(({ name }) => name));
}

async function goForward(run: Run): Promise<'succeeded' | 'failed'> {
  const { steps, deposed } = run;
  const ended = endedBefore(run);
  const begun = new Set(ended);
  const running = new Map<string, Promise<void>>();
  let failed = false;
  const perform = async (step: Step) => {
    const well = await performed(run, step);
    running.delete(step.name);
    if (well || step.bestEffort) ended.add(step.name);
    else failed = true;
  };
  for (;;) {
    const stopped = failed || deposed.aborted;
    const ready = steps.filter(
      ({ name, needs }) => !begun.has(name) && needs.every((need) => ended.has(need)),
    );
    for (const step of stopped ? [] : ready) {
      begun.add(step.name);
      running.set(step.name, perform(step));
    }
    if (running.size === 0) return failed || deposed.aborted ? 'failed' : 'succeeded';
    await Promise.race(running.values());
  }
}

/** True if it ended well, at the first try or, past the commit, at a later one. */
async function performed(run: Run, step: Step): Promise<boolean> {
  const { clock, ledger, deposed, retryEveryMs, retryForMs } = run;
  let firstFailureMs: number | undefined;
  for (;;) {
    try {
      await ledger.step(step.name, 'started');
      const detail = await within(clock, step, deposed);
      void ledger.step(step.name, 'succeeded', detail).catch(() => undefined);
      return true;
    } catch (error) {
      if (deposed.aborted) return false;
      void ledger.step(step.name, 'failed', messageOf(error)).catch(() => undefined);
    }
    firstFailureMs ??= clock.monotonicMs();
    const over = clock.monotonicMs() + retryEveryMs > firstFailureMs + retryForMs;
    if (step.bestEffort || !ledger.record.committed || over) return false;
    await clock.sleep(retryEveryMs, deposed).catch(() => undefined);
  }
}

/** Undoes what was begun and is not undone yet, last first. */
async function goBack({ ledger, steps, deposed }: Run): Promise<'undone' | 'failed'> {
  // Not durable: then another controller goes forward once more, and turns back at the same place.
  await ledger.turnBack().catch(() => undefined);
  const begun = Object.entries(ledger.record.steps).filter(([, { event }]) => event !== 'undone');
  for (const [name] of begun.reverse()) {
    const step = steps.find((each) => each.name === name);
    if (!step?.undo) continue;
    if (deposed.aborted) return 'failed';
    try {
      const detail = await step.undo();
      await ledger.step(name, 'undone', detail);
    } catch (error) {
      void ledger.note(name, `not undone: ${messageOf(error)}`);
      return 'failed';
    }
  }
  return 'undone';
}
