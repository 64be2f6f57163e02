import type { Alert, Severity } from '../ports/notifier.ts';

/**
 * What came of one try. `delivered` and `refused` are final; after `later` it is tried again, not
 * before `afterMs` if the other side said so. `why` has no secret in it, and no word of an answer.
 */
export type Answer =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number };

/** Tries once. Ends early when the signal is aborted. */
export type Send = (alert: Alert, signal: AbortSignal) => Promise<Answer>;

/** A way to tell people, by the plan's name for it. */
export interface Channel {
  readonly name: string;
  /** What it is told of; the end of an incident it is always told. */
  readonly severities: readonly Severity[];
  readonly send: Send;
}

export function wants({ severities }: Channel, { kind, severity }: Alert): boolean {
  return kind === 'resolve' || severities.includes(severity);
}

/** At most so many UTF-16 units, and no half of a character at the end. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
