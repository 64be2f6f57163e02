import type { Unit } from './measures.ts';

/**
 * Differences up to this matter to nobody, however surely they are there. A client's view is no
 * finer than the windows it is judged in, a second; an operation more or less at the edge of a
 * fault is chance.
 */
const least: Readonly<Record<Unit, number>> = { ms: 1000, operations: 10 };
/** Nor do those up to this part of what it was. */
const leastPart = 0.05;

/** How large a difference from `before` must be to matter, in its unit. */
export function practicalDifference(unit: Unit, before: number): number {
  return Number.isFinite(before) ? Math.max(least[unit], leastPart * before) : least[unit];
}

export const practicalWords = 'more than 1 s, or 10 lost writes, and more than 5 % of what it was';
