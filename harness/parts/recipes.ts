import { chromium } from './chromium.ts';
import { compose } from './compose.ts';
import { debootstrap } from './debootstrap.ts';
import { docker } from './docker.ts';
import { etcd } from './etcd.ts';
import { haproxy } from './haproxy.ts';
import { java } from './java.ts';
import { k6 } from './k6.ts';
import { kafka } from './kafka.ts';
import { localstack } from './localstack.ts';
import type { PartName, RegionPartName } from './part.ts';
import { postgres } from './postgres.ts';
import type { Recipe } from './recipe.ts';
import { redis } from './redis.ts';
import { toxiproxy } from './toxiproxy.ts';

const ofRegions: Readonly<Record<RegionPartName, Recipe>> = {
  postgres,
  redis,
  etcd,
  haproxy,
  java,
  kafka,
  localstack,
  toxiproxy,
};

export const recipes: Readonly<Record<PartName, Recipe>> = {
  ...ofRegions,
  k6,
  chromium,
  docker,
  debootstrap,
  compose,
};

export const partNames = Object.keys(recipes) as readonly PartName[];
export const regionPartNames = Object.keys(ofRegions) as readonly RegionPartName[];
