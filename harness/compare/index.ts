export { NotComparable } from './comparable.ts';
export { type Comparison, compare } from './compare.ts';
export { comparisonLines } from './comparison-lines.ts';
export type { ComparedRun } from './usable.ts';
