import type { JudgedClaim } from '../../harness/judge/index.ts';

/** What the engine said of one step: that it began, and what became of it; at least one of them. */
export interface Step {
  readonly name: string;
  readonly startMs: number;
  readonly started?: JudgedClaim;
  /** succeeded, failed, undone or noted; absent when nothing more was said. */
  readonly ended?: JudgedClaim;
}

/** Pairs each end with the last beginning of the same step; in the order of their beginnings. */
export function stepsOf(claims: readonly JudgedClaim[]): readonly Step[] {
  const open = new Map<string, JudgedClaim>();
  const steps: Step[] = [];
  const abandon = (started: JudgedClaim) =>
    steps.push({ name: started.step, startMs: started.atMs, started });
  for (const claim of claims) {
    const started = open.get(claim.step);
    if (claim.event === 'started') {
      if (started) abandon(started);
      open.set(claim.step, claim);
    } else if (started && claim.event !== 'noted') {
      open.delete(claim.step);
      steps.push({ name: claim.step, startMs: started.atMs, started, ended: claim });
    } else {
      steps.push({ name: claim.step, startMs: claim.atMs, ended: claim });
    }
  }
  for (const started of open.values()) abandon(started);
  return steps.sort((a, b) => a.startMs - b.startMs);
}
