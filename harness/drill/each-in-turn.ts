import { SeveralFailed } from '../faults/several-failed.ts';

/**
 * Does every step, whatever becomes of the ones before. Throws the error of the only one that
 * failed, or SeveralFailed.
 */
export async function eachInTurn(...steps: readonly (() => Promise<void>)[]): Promise<void> {
  const errors = new Set<unknown>();
  for (const step of steps) await step().catch((error: unknown) => errors.add(error));
  const [first] = errors;
  if (errors.size === 1) throw first;
  if (errors.size > 1) throw new SeveralFailed([...errors]);
}
