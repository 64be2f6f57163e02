import type { ClaimEntry } from '../../journal/index.ts';
import type { Evidence } from '../evidence.ts';
import type { Proof } from '../judged.ts';

/** What the outside has to say of a claim that something is done. */
export interface Truth {
  readonly verdict: 'true' | 'lie' | 'unseen';
  readonly why: string;
  readonly proof?: Proof;
}

/** `untilMs` is when the claim ceased to hold: undone, a new decision, or the rig's own hands. */
export type AskTruth = (claim: ClaimEntry, untilMs: number, evidence: Evidence) => Truth;

export const seenTrue: Truth = { verdict: 'true', why: '' };
export const lie = (why: string, proof?: Proof): Truth => ({
  verdict: 'lie',
  why,
  ...(proof && { proof }),
});
/** Nobody looked, or not for long enough: that is no proof of a lie. */
export const unseen = (why: string): Truth => ({ verdict: 'unseen', why });
