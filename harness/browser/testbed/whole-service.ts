import type { ManagedProcess } from '../../processes/managed-process.ts';
import { startPostgres, type TestDatabase } from '../../workload/testbed/postgres.ts';
import type { Testbed } from '../../workload/testbed/servers.ts';
import { type ServiceRequest, serviceAt, startService } from '../../workload/testbed/service.ts';
import { startKafka, startRedis, startS3 } from '../../workload/testbed/stores.ts';
import { nameWriter, startEtcd } from '../../workload/testbed/writer.ts';

export interface WholeService {
  readonly app: ManagedProcess;
  readonly database: TestDatabase;
  readonly redis: ManagedProcess;
  readonly request: ServiceRequest;
}

/** The protected service on every store it has, all on one address, and it may write. */
export async function startWholeService(bed: Testbed, host: string): Promise<WholeService> {
  const at = (port: number) => ({ host, port });
  const s3 = { ...at(4566), bucket: 'semantest' };
  const [database, redis] = await Promise.all([
    startPostgres(bed, at(5432)),
    startRedis(bed, at(6379)),
    startEtcd(bed, at(2379)),
    startKafka(bed, at(9092)),
    startS3(bed, s3, s3.bucket),
  ]);
  const stores = {
    postgres: database.app,
    ...{ redis: at(6379), kafka: at(9092), etcd: at(2379), s3 },
  };
  const limits = { leaseTtlMs: 10_000, dependencyTimeoutMs: 1500 };
  const request = { region: 'us-east-1', at: at(3000), stores, ...limits };
  await nameWriter(stores.etcd, request.region, 1);
  const app = await startService(bed, request);
  await serviceAt(request.at).untilReady('1');
  return { app, database, redis, request };
}
