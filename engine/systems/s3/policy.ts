/** Ours among the statements of a bucket's policy. */
const sid = 'BlackstartFence';

interface Statement {
  readonly Sid?: string;
}

/** A policy as IAM has it; a single statement may stand without a list around it. */
interface Policy {
  readonly Statement?: Statement | readonly Statement[];
}

function othersIn(policy: Policy): readonly Statement[] {
  return [policy.Statement ?? []].flat().filter(({ Sid }) => Sid !== sid);
}

/**
 * The policy, if there is one, and that nobody writes an object of the bucket or deletes one.
 * Replicas still come in: to S3 they are other actions. Throws SyntaxError if it is no JSON.
 */
export function withFence(policy: string | undefined, bucket: string): string {
  const own: Policy = policy === undefined ? {} : JSON.parse(policy);
  const fence = {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  return JSON.stringify({ Version: '2012-10-17', ...own, Statement: [...othersIn(own), fence] });
}

/** The policy without that; undefined if nothing else is in it. Throws SyntaxError. */
export function withoutFence(policy: string): string | undefined {
  const own: Policy = JSON.parse(policy);
  const others = othersIn(own);
  return others.length > 0 ? JSON.stringify({ ...own, Statement: others }) : undefined;
}

/** Throws SyntaxError. */
export function isFenced(policy: string): boolean {
  const { Statement = [] }: Policy = JSON.parse(policy);
  return [Statement].flat().some(({ Sid }) => Sid === sid);
}
