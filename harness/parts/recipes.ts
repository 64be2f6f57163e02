import { etcd } from './etcd.ts';
import { haproxy } from './haproxy.ts';
import { java } from './java.ts';
import { kafka } from './kafka.ts';
import { localstack } from './localstack.ts';
import type { PartName } from './part.ts';
import { postgres } from './postgres.ts';
import type { Recipe } from './recipe.ts';
import { redis } from './redis.ts';
import { toxiproxy } from './toxiproxy.ts';

export const recipes: Readonly<Record<PartName, Recipe>> = {
  postgres,
  redis,
  etcd,
  haproxy,
  java,
  kafka,
  localstack,
  toxiproxy,
};

export const partNames = Object.keys(recipes) as readonly PartName[];
