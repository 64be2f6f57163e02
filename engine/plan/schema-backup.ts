import { z } from 'zod';
import { duration, section, size } from './section.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);

const backupTier = section({
  priority: z.int().positive(),
  /** Cron expression, or `continuous`. */
  schedule: name.optional(),
  every: duration.optional(),
  storageClass: z.enum(['fast', 'standard', 'glacier']).optional(),
  keep: duration,
  compress: z.boolean(),
  encrypt: z.enum(['AES-256-GCM', 'AES-256-CBC']),
  replicate: z.enum(['synchronous', 'asynchronous', 'cross-region']),
  validate: z.boolean().optional(),
  objectLock: z.boolean().optional(),
  what: name,
  to: names.optional(),
  lag: section({ wal: duration, objects: duration, cache: duration }).optional(),
});

const postgres = section({
  walLevel: z.enum(['replica', 'logical']).optional(),
  archiveTimeout: duration,
  checkpointTimeout: duration.optional(),
  minWal: size.optional(),
  maxWal: size.optional(),
  synchronousStandbys: names.optional(),
  hotStandby: z.boolean().optional(),
  maxWalSenders: z.int().positive().optional(),
  fullAt: name.optional(),
  incrementalEvery: duration.optional(),
  keepFull: duration.optional(),
  keepIncremental: duration.optional(),
  keepWal: duration.optional(),
});

const mongodb = section({
  from: z.enum(['secondary', 'primary']),
  oplog: name,
  configServersEvery: duration,
  shardsInParallel: z.boolean(),
  balancer: z.enum(['stopped', 'running']),
  fullAt: name,
  compress: name,
  encrypt: name,
});

/** A4, A5, B1, B2. */
export const backup = section({
  timeZone: name.optional(),
  tiers: z.record(name, backupTier),
  postgres,
  redis: section({
    snapshotEvery: duration,
    appendFsync: z.enum(['always', 'everysec', 'no']),
    parallel: z.boolean(),
  }).optional(),
  mongodb: mongodb.optional(),
  influxdb: section({ coordinated: z.boolean() }).optional(),
  coordinated: section({ phases: names, onFailure: name }).optional(),
});
