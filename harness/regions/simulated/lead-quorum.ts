import { type Address, type Clock, until } from '../../../engine/index.ts';
import { askEtcd } from './ask-etcd.ts';
import { deadlines } from './deadlines.ts';

interface Status {
  readonly header: { readonly member_id: string };
  readonly leader?: string;
}

/**
 * Lets a member of etcd lead its quorum. Whoever asked first does otherwise, so that runs would
 * differ in what a partition, or the loss of a region, takes from the others. Throws
 * DeadlineExceeded.
 */
export async function leadQuorum(
  clock: Clock,
  members: readonly Address[],
  lead: Address,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = { what: `etcd at ${lead.host} to lead its quorum`, ms: deadlines.etcdMs };
  const isLed = async () => {
    const { header, leader } = await statusOf(lead);
    if (leader === header.member_id) return true;
    for (const member of members) {
      if ((await statusOf(member)).header.member_id !== leader) continue;
      await askEtcd(member, 'maintenance/transfer-leadership', { targetID: header.member_id });
    }
    return false;
  };
  await until(clock, deadline, isLed, signal);
}

async function statusOf(member: Address): Promise<Status> {
  return (await askEtcd(member, 'maintenance/status', {})) as Status;
}
