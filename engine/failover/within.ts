import type { Clock } from '../ports/clock.ts';
import { DeadlineExceeded } from '../ports/until.ts';
import type { Averted, Step } from './step.ts';

/** Runs a step for at most its deadline; its signal is aborted when it is late, or no one leads. */
export async function within(
  clock: Clock,
  step: Step,
  deposed: AbortSignal,
): Promise<string | Averted> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, deposed]);
  const deadline = { what: `step ${step.name}`, ms: step.deadlineMs };
  const late = clock.sleep(step.deadlineMs, signal).then(() => {
    throw new DeadlineExceeded(deadline, undefined);
  });
  try {
    return await Promise.race([step.run(signal), late]);
  } finally {
    stop.abort();
    late.catch(() => undefined);
  }
}
