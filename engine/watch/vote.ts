import { type Condition, met } from './condition.ts';
import type { Opinion } from './opinions.ts';

/** More than half of all who could be heard, whether they are or not. */
export function majorityOf(observers: number): number {
  return Math.floor(observers / 2) + 1;
}

/** Whether enough controllers are heard for anything to be decided. */
export function hasQuorum(opinions: readonly Opinion[], observers: readonly string[]): boolean {
  return heard(opinions, observers).length >= majorityOf(observers.length);
}

/**
 * Whether a majority of all controllers sees the conditions of a trigger met in a region. One that
 * is not heard, or has not measured it, has no voice; it still counts among all.
 */
export function votedFor(
  when: readonly Condition[],
  region: string,
  opinions: readonly Opinion[],
  observers: readonly string[],
): boolean {
  const voices = heard(opinions, observers).filter(({ facts }) => met(when, region, facts).met);
  return voices.length >= majorityOf(observers.length);
}

/**
 * Since when at the latest a majority has seen them met, as each says; undefined if none does. Only
 * of conditions that are found met now: who sees them now and did not a while ago counts as of now.
 */
export function metSinceMs(
  when: readonly Condition[],
  region: string,
  opinions: readonly Opinion[],
  observers: readonly string[],
): number | undefined {
  const moments = heard(opinions, observers)
    .map(({ facts }) => met(when, region, facts))
    .flatMap((each) => (each.met ? [each.sinceMs] : []))
    .toSorted((a, b) => a - b);
  return moments[majorityOf(observers.length) - 1];
}

function heard(opinions: readonly Opinion[], observers: readonly string[]): readonly Opinion[] {
  return observers.flatMap((name) => opinions.find(({ observer }) => observer === name) ?? []);
}
