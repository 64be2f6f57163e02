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

/** With those that no region is made of, which are built only when they are asked for. */
export const recipeNames = [...imageNames, 'k6'] as const;

export type RecipeName = (typeof recipeNames)[number];
