import type { Clock } from '../ports/clock.ts';
import { DeadlineExceeded } from '../ports/until.ts';
import type { Ledger } from './ledger.ts';
import { checkSteps, type Step } from './step.ts';

/** failed: a step was past undoing, or its undoing failed; a person has to look. */
export type Outcome = 'succeeded' | 'undone' | 'failed';

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function within(clock: Clock, step: Step): Promise<string> {
  const stop = new AbortController();
  const deadline = { what: `step ${step.name}`, ms: step.deadlineMs };
  const late = clock.sleep(step.deadlineMs, stop.signal).then(() => {
    throw new DeadlineExceeded(deadline, undefined);
  });
  try {
    return await Promise.race([step.run(stop.signal), late]);
  } finally {
    stop.abort();
  }
}

/**
 * Runs the steps as their needs allow. Each is on record before it begins and after it ended. When
 * one fails no other begins, and what was begun is undone in reverse order.
 */
export async function runSteps(
  clock: Clock,
  ledger: Ledger,
  steps: readonly Step[],
): Promise<Outcome> {
  checkSteps(steps);
  const begun: Step[] = [];
  const ended = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let failed = false;

  async function perform(step: Step): Promise<void> {
    try {
      await ledger.step(step.name, 'started');
      const detail = await within(clock, step);
      ended.add(step.name);
      void ledger.step(step.name, 'succeeded', detail).catch(() => undefined);
    } catch (error) {
      void ledger.step(step.name, 'failed', messageOf(error)).catch(() => undefined);
      if (step.bestEffort) ended.add(step.name);
      else failed = true;
    } finally {
      running.delete(step.name);
    }
  }

  for (;;) {
    const ready = steps.filter(
      (step) => !begun.includes(step) && step.needs.every((need) => ended.has(need)),
    );
    for (const step of failed ? [] : ready) {
      begun.push(step);
      running.set(step.name, perform(step));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  const outcome = failed ? await undo(ledger, begun) : 'succeeded';
  await ledger.end(outcome).catch(() => undefined);
  return outcome;
}

async function undo(ledger: Ledger, begun: readonly Step[]): Promise<Outcome> {
  for (const step of [...begun].reverse()) {
    if (!step.undo) continue;
    try {
      await step.undo();
      await ledger.step(step.name, 'undone');
    } catch (error) {
      void ledger.note(step.name, `not undone: ${messageOf(error)}`);
      return 'failed';
    }
  }
  return 'undone';
}
