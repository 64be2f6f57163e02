import type { ClaimEntry } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import type { Evidence } from '../evidence.ts';
import { fenceHeld } from '../truth/fence.ts';
import { recoverySeen } from '../truth/recovered.ts';
import { rerouteSeen } from '../truth/reroute.ts';
import type { AskTruth } from '../truth/truth.ts';
import { activationSeen, promotionSeen } from '../truth/writable.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/** Claims that something is done which can be seen from outside. */
const questions: Readonly<Record<string, AskTruth>> = {
  fence: fenceHeld,
  promote: promotionSeen,
  epoch: activationSeen,
  activate: activationSeen,
  reroute: rerouteSeen,
  recovered: recoverySeen,
};

/**
 * What the engine says is done is done: it is seen from outside, no later after the claim than the
 * probes can be. A lie is one however noisy the host was. Asked of the first failover after t0.
 */
export const claimsTrue: Check = {
  id: 'claims-true',
  kind: 'safety',
  examine(evidence) {
    const { moments } = evidence;
    const claims = claimsOfFirstFailover(evidence);
    const told = claims.map((claim) => {
      const ask = questions[claim.step] as AskTruth;
      return { claim, truth: ask(claim, holdsUntilMs(claim, evidence), evidence) };
    });
    if (told.length === 0) return undefined;
    const words = ({ claim, truth }: (typeof told)[number]) =>
      `${claim.step} claimed at ${duration(claim.atMs - moments.originMs)}: ${truth.why}`;
    const lies = told.filter(({ truth }) => truth.verdict === 'lie');
    const [first] = lies;
    const proof = lies.find(({ truth }) => truth.proof)?.truth.proof;
    if (first) return fail(lies.map(words).join('; '), proof);
    const unsure = told.find(({ truth }) => truth.verdict === 'unseen');
    if (unsure) return unknown(words(unsure));
    return pass(`${told.length} claims, each seen from outside`);
  },
};

function claimsOfFirstFailover({ journal, moments }: Evidence): ClaimEntry[] {
  const { t0Ms } = moments;
  if (t0Ms === undefined) return [];
  const decisions = journal.claims.filter(({ step, atMs }) => step === 'decided' && atMs >= t0Ms);
  const endMs = Math.min(moments.healMs, decisions[1]?.atMs ?? Number.POSITIVE_INFINITY);
  return journal.claims.filter(
    ({ step, event, atMs }) =>
      atMs >= t0Ms &&
      atMs < endMs &&
      Object.hasOwn(questions, step) &&
      (event === 'succeeded' || event === 'noted'),
  );
}

/** Until it is undone, the engine decides again, or the rig's own hands change everything. */
function holdsUntilMs(claim: ClaimEntry, { journal, moments }: Evidence): number {
  const end = journal.claims.find(
    ({ step, event, atMs }) =>
      atMs > claim.atMs && (step === 'decided' || (step === claim.step && event === 'undone')),
  );
  return Math.min(moments.healMs, end?.atMs ?? Number.POSITIVE_INFINITY);
}
