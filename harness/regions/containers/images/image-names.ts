/** Images that regions in containers are made of, a folder of `fixtures/images` each. */
export const imageNames = [
  'postgres',
  'redis',
  'kafka',
  'localstack',
  'toxiproxy',
  'etcd',
  'haproxy',
  'service',
] as const;

export type ImageName = (typeof imageNames)[number];
