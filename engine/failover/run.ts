import { Deposed } from '../lead/tenure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from './ledger.ts';
import type { LeftSteps, RunbookRecord } from './record.ts';
import { Averted, checkSteps, type Step } from './step.ts';
import { within } from './within.ts';

/**
 * averted: a step made the rest needless, and nothing was moved. failed: the way back, or forward,
 * could not be gone to its end; a person has to look. deposed: this controller lost the lead; the
 * next one goes on from the record.
 */
type Ending = 'succeeded' | 'averted' | 'undone' | 'failed';
export type Outcome = Ending | 'deposed';

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
 * before it begins, as long as it may have to be undone, and after it ended. When one fails before
 * the commit no other begins, and what was begun is undone in reverse order; after it there is no
 * way back, and it is tried again. One that makes the rest needless ends them.
 */
export async function runSteps(run: Run): Promise<Outcome> {
  checkSteps(run.steps);
  const { ledger, deposed } = run;
  const forward = ledger.record.direction === 'forward' ? await goForward(run) : 'failed';
  if (deposed.aborted) return 'deposed';
  const outcome = forward === 'failed' && !ledger.record.committed ? await goBack(run) : forward;
  if (deposed.aborted) return 'deposed';
  return ended(run, outcome);
}

/** While the end is not on record nothing new may begin: a runbook is taken to be under way. */
async function ended({ ledger, steps, deposed }: Run, outcome: Ending): Promise<Outcome> {
  const left = outcome === 'succeeded' ? leftOf(steps, ledger.record) : undefined;
  for (;;) {
    try {
      await ledger.end(outcome, left);
      return outcome;
    } catch (error) {
      if (deposed.aborted || error instanceof Deposed) return 'deposed';
    }
  }
}

/** What went on without these is not whole. */
function leftOf(steps: readonly Step[], record: RunbookRecord): LeftSteps {
  const failed = steps.filter(
    ({ name, bestEffort, passing }) =>
      bestEffort && !passing && record.steps[name]?.event === 'failed',
  );
  return Object.fromEntries(failed.map(({ name }) => [name, record.steps[name]?.detail ?? '']));
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

async function goForward(run: Run): Promise<'succeeded' | 'averted' | 'failed'> {
  const { steps, deposed } = run;
  const ended = endedBefore(run);
  const begun = new Set(ended);
  const running = new Map<string, Promise<void>>();
  let over: 'averted' | 'failed' | undefined;
  const perform = async (step: Step) => {
    const how = await performed(run, step);
    running.delete(step.name);
    if (how === 'averted') over = how;
    else if (how === 'succeeded' || step.bestEffort) ended.add(step.name);
    else over = how;
  };
  for (;;) {
    const stopped = over !== undefined || deposed.aborted;
    const ready = steps.filter(
      ({ name, needs }) => !begun.has(name) && needs.every((need) => ended.has(need)),
    );
    for (const step of stopped ? [] : ready) {
      begun.add(step.name);
      running.set(step.name, perform(step));
    }
    if (running.size === 0) return deposed.aborted ? 'failed' : (over ?? 'succeeded');
    await Promise.race(running.values());
  }
}

/** Well at the first try or, past the commit, at a later one; or so that nothing is left to do. */
async function performed(run: Run, step: Step): Promise<'succeeded' | 'averted' | 'failed'> {
  const { clock, ledger, deposed, retryEveryMs, retryForMs } = run;
  let firstFailureMs: number | undefined;
  for (;;) {
    try {
      const begun = ledger.step(step.name, 'started');
      if (!step.commits && !ledger.record.committed) await begun;
      const done = await within(clock, step, deposed);
      if (done instanceof Averted) {
        void ledger.avert(step.name, done.detail).catch(() => undefined);
        return 'averted';
      }
      void ledger.step(step.name, 'succeeded', done).catch(() => undefined);
      return 'succeeded';
    } catch (error) {
      if (deposed.aborted) return 'failed';
      void ledger.step(step.name, 'failed', messageOf(error)).catch(() => undefined);
    }
    firstFailureMs ??= clock.monotonicMs();
    const over = clock.monotonicMs() + retryEveryMs > firstFailureMs + retryForMs;
    if (step.bestEffort || !ledger.record.committed || over) return 'failed';
    await clock.sleep(retryEveryMs, deposed).catch(() => undefined);
  }
}

/**
 * Undoes what was begun and is not undone yet, last first. One that cannot be undone keeps none of
 * the others: what it leaves behind is for a person, and that should be little.
 */
async function goBack({ ledger, steps, deposed }: Run): Promise<'undone' | 'failed'> {
  // Not durable: then another controller goes forward once more, and turns back at the same place.
  await ledger.turnBack().catch(() => undefined);
  const begun = Object.entries(ledger.record.steps).filter(([, { event }]) => event !== 'undone');
  let outcome: 'undone' | 'failed' = 'undone';
  for (const [name] of begun.reverse()) {
    const step = steps.find((each) => each.name === name);
    if (!step?.undo) continue;
    if (deposed.aborted) return 'failed';
    try {
      const detail = await step.undo();
      await ledger.step(name, 'undone', detail);
    } catch (error) {
      outcome = 'failed';
      void ledger.note(name, `not undone: ${messageOf(error)}`).catch(() => undefined);
    }
  }
  return outcome;
}
