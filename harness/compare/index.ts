export { NotComparable } from './comparable.ts';
export { type Change, type Comparison, compare } from './compare.ts';
export { comparisonLines } from './comparison-lines.ts';
