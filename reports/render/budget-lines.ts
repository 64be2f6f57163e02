import type { Judged, PhaseName } from '../../harness/judge/index.ts';
import { phaseMs, type Waterfall } from './phases.ts';

/** One phase of the plan's budget beside what was measured of it. Milliseconds. */
export interface BudgetLine {
  readonly phase: string;
  readonly budgetMs: number;
  /** Phases of the waterfall that are counted for it; it ends with the last of them. */
  readonly counted: readonly PhaseName[];
  /** Absent when nothing of the waterfall stands for it, or its end was never reached. */
  readonly tookMs?: number;
}

/** A plan's words for its phases, and what of the waterfall they cover. */
const covers: Readonly<Record<string, readonly PhaseName[]>> = {
  detection: ['first-error', 'detected'],
  decision: ['decided'],
  'DNS propagation': ['rerouted'],
  'service restart': ['fenced', 'promoted', 'first-success', 'stable'],
};

/** The plan's budget against one vantage's waterfall, in the plan's order. */
export function budgetLines(budget: Judged['budget'], waterfall: Waterfall): readonly BudgetLine[] {
  return budget.map(({ phase, ms }) => {
    const counted = covers[phase] ?? [];
    const line = { phase, budgetMs: ms, counted };
    const end = counted.at(-1);
    if (end === undefined || phaseMs(waterfall, end) === undefined) return line;
    const took = counted.map((each) => phaseMs(waterfall, each) ?? 0);
    return { ...line, tookMs: took.reduce((sum, each) => sum + each, 0) };
  });
}
