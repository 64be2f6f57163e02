import type { EngineParts } from '../../../engine/compose.ts';
import { withSteps } from './with-steps.ts';

/** The same steps in another order: those named need others than they should. */
export function withOrder(
  parts: EngineParts,
  needs: Readonly<Record<string, readonly string[]>>,
): EngineParts {
  return withSteps(parts, (step) => ({ ...step, needs: needs[step.name] ?? step.needs }));
}
