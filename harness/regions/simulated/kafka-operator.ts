import { Admin } from '@platformatic/kafka';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** Works as the operator of a cluster, by way of its first broker that takes a connection. */
export async function withKafka<T>(
  brokers: readonly Address[],
  work: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = new Admin({
    clientId: 'operator',
    bootstrapBrokers: brokers.map(({ host, port }) => `${host}:${port}`),
    connectTimeout: deadlines.probeMs,
    requestTimeout: deadlines.provisionMs,
    retries: 0,
  });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}
