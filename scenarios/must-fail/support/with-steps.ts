import type { EngineParts } from '../../../engine/compose.ts';
import type { Failover } from '../../../engine/failover/failover.ts';
import type { Step } from '../../../engine/failover/step.ts';

/** The same engine, but for some steps of its runbooks. */
export function withSteps(
  parts: EngineParts,
  replace: (step: Step, failover: Failover) => Step,
): EngineParts {
  const runbooks = Object.entries(parts.runbooks).map(([action, make]) => {
    const changed = (failover: Failover) => make(failover).map((step) => replace(step, failover));
    return [action, changed] as const;
  });
  return { ...parts, runbooks: Object.fromEntries(runbooks) };
}
