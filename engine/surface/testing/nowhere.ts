import type { Address } from '../../ports/endpoints.ts';

/** Three regions in which nothing answers, for an engine that listens by itself. */
export function nowhere(listen: Address, password: string) {
  const silent = { seenFrom: { '*': { host: listen.host, port: 1 } } };
  const names = ['us-east-1', 'us-west-2', 'eu-west-1'];
  const regionOf = (name: string) => ({
    postgres: { ...silent, user: 'dr', password, database: 'app', slots: {} },
    redis: silent,
    kafka: silent,
    s3: { ...silent, bucket: name, credentials: { accessKeyId: 'dr', secretAccessKey: password } },
    gateway: silent,
    etcd: silent,
  });
  const vantages = [...names, 'ap-south-1'].map((name) => [
    name,
    { resolver: silent.seenFrom['*'] },
  ]);
  return {
    home: 'us-west-2',
    listen,
    regions: Object.fromEntries(names.map((name) => [name, regionOf(name)])),
    route53: silent,
    vantages: Object.fromEntries(vantages),
    service: {
      name: 'api.semantest.test',
      records: Object.fromEntries(names.map((name) => [name, listen.host])),
    },
  };
}

/** An address of this run alone, so that several can run side by side. */
export function ownAddress(net: number): Address {
  return { host: `127.${net}.${(process.pid >> 8) & 255}.${(process.pid % 254) + 1}`, port: 7800 };
}
