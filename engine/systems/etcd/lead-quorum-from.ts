import { ControlStoreUnavailable } from '../../ports/control-store.ts';
import type { Address } from '../../ports/endpoints.ts';
import { callMember } from './member-calls.ts';

interface Status {
  readonly header: { readonly member_id: string };
  /** Absent while there is none. */
  readonly leader?: string;
}

/**
 * Has the first of the members lead the others, by the word of the one that leads now, which alone
 * can give the lead away. False if it led already. Throws if it does not lead within `timeoutMs`.
 */
export async function leadQuorumFrom(
  members: readonly Address[],
  timeoutMs: number,
): Promise<boolean> {
  const signal = AbortSignal.timeout(timeoutMs);
  const ask = (member: Address, path: string, question: unknown) =>
    callMember(member, `maintenance/${path}`, JSON.stringify(question), signal);
  const statusOf = (member: Address): Promise<Status> => ask(member, 'status', {});
  const [nearest, ...others] = members;
  if (!nearest) throw new ControlStoreUnavailable('no etcd member is known');
  const { header, leader } = await statusOf(nearest);
  const { member_id: targetID } = header;
  if (leader === targetID) return false;
  const leading = others.map(async (member) => {
    const found = (await statusOf(member)).header.member_id;
    if (found !== leader) throw new Error(`${member.host} does not lead`);
    return member;
  });
  const present = await Promise.any(leading).catch((cause: AggregateError) => {
    const why = cause.errors.map((error) => (error as Error).message).join('; ');
    throw new ControlStoreUnavailable(`no etcd member gives the lead away (${why})`, { cause });
  });
  await ask(present, 'transfer-leadership', { targetID });
  return true;
}
