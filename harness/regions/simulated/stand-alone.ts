import { membersAt } from './control-members.ts';
import type { Fleet } from './fleet.ts';
import { getText } from './servers/probes.ts';
import type { Site } from './site.ts';

/**
 * Makes a region's member of etcd a cluster of its own, on the data that it has (etcd's disaster
 * recovery: `--force-new-cluster`), and says in a few words what that took. Throws ServerFailed,
 * and an Error while it has its quorum: what the others agree on would be lost by it.
 */
export async function standAlone(
  { addresses }: Site,
  { server, controlMembers }: Fleet,
  region: string,
): Promise<string> {
  const member = addresses.local(region, 'etcd');
  const members = await membersAt(member).catch(() => []);
  if (members.length === 1) return 'it stood alone already';
  const agrees = await getText(member, '/health').then(
    (text) => JSON.parse(text).health === 'true',
    () => false,
  );
  if (agrees) throw new Error(`it has its quorum, of ${members.length} members`);
  const etcd = server(region, 'etcd');
  await etcd.stop();
  controlMembers.standAlone(region);
  await etcd.start();
  return 'started as a cluster of its own';
}
