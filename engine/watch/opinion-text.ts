import type { Fact } from './fact.ts';

interface Told {
  /** The moment of telling, by the clock that the facts' moments are of. */
  readonly atMs: number;
  readonly facts: readonly Fact[];
}

/** What one controller sees now, as the others read it. */
export function textOf(facts: readonly Fact[], nowMs: number): string {
  return JSON.stringify({ atMs: nowMs, facts } satisfies Told);
}

/**
 * What another saw, by one's own clock: a fact is as old when it is heard as it was when it was
 * told. Undefined of what is no opinion: whoever wrote it is not heard, as if silent.
 */
export function factsIn(text: string, nowMs: number): readonly Fact[] | undefined {
  const told = toldIn(text);
  if (!told) return undefined;
  const moved = (ms: number) => ms + nowMs - told.atMs;
  return told.facts.map(({ sinceMs, ...fact }) => {
    const here = { ...fact, atMs: moved(fact.atMs) };
    return sinceMs === undefined ? here : { ...here, sinceMs: moved(sinceMs) };
  });
}

function toldIn(text: string): Told | undefined {
  try {
    const found: Partial<Told> | null = JSON.parse(text);
    const { atMs, facts } = found ?? {};
    const isTold = Number.isFinite(atMs) && Array.isArray(facts) && facts.every(isFact);
    return isTold ? (found as Told) : undefined;
  } catch {
    return undefined;
  }
}

function isFact(found: Partial<Fact> | null): found is Fact {
  const { of, region, measure, value, atMs, sinceMs = 0 } = found ?? {};
  const told = typeof value === 'boolean' || typeof value === 'number';
  const timed = Number.isFinite(atMs) && Number.isFinite(sinceMs);
  return told && timed && [of, region, measure].every((word) => typeof word === 'string');
}
