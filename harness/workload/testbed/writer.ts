import { type Address, systemClock as clock, until } from '../../../engine/index.ts';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import { startMs, type Testbed } from './servers.ts';

export const writerKey = 'blackstart/test/writer';

/** One etcd member that is its own quorum. */
export async function startEtcd(bed: Testbed, at: Address): Promise<ManagedProcess> {
  const client = `http://${at.host}:${at.port}`;
  const peer = `http://${at.host}:${at.port + 1}`;
  const server = await bed.start('etcd', 'etcd', [
    ...['--name', 'one', '--data-dir', `${bed.directory}/etcd`],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
    ...['--initial-cluster', `one=${peer}`],
  ]);
  await until(clock, { what: 'etcd', ms: startMs }, () => nameWriter(at, 'none', 0));
  return server;
}

/** Says in etcd who may write. */
export async function nameWriter(at: Address, region: string, epoch: number): Promise<true> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const response = await fetch(`http://${at.host}:${at.port}/v3/kv/put`, {
    method: 'POST',
    body: JSON.stringify({
      key: base64(writerKey),
      value: base64(JSON.stringify({ region, epoch })),
    }),
  });
  if (!response.ok) throw new Error(`etcd answered ${response.status}`);
  return true;
}
