import { z } from 'zod';
import { alerts } from './schema-alerts.ts';
import { backup } from './schema-backup.ts';
import * as business from './schema-business.ts';
import { duration, limit, section, share, size } from './section.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);
const count = z.int().positive();
const severity = z.enum(['warning', 'critical', 'disaster']);
const automation = z.enum(['full', 'semi', 'manual']);

const region = section({
  role: z.enum(['active', 'hot-standby', 'cold']),
  priority: count,
  runs: name.optional(),
  capacity: section({ users: count, requestsPerSecond: count }).optional(),
});

const targets = section({
  tiers: z
    .array(
      section({ tier: count, name, rto: duration, rpo: duration, services: names, data: names }),
    )
    .min(1),
  availability: section({ overall: share, core: share.optional() }),
  dataConsistency: share.optional(),
  budget: section({
    detection: duration,
    decision: duration,
    dnsPropagation: duration,
    serviceRestart: duration,
    endToEnd: duration,
  }),
  objectives: business.objectives.optional(),
});

const pipeline = section({
  from: name,
  to: names,
  method: name,
  mode: name.optional(),
  consistency: z.enum(['strong', 'eventual']).optional(),
  conflict: z.enum(['source-wins', 'target-wins', 'last-write-wins', 'merge', 'custom']).optional(),
  lagTolerance: duration.optional(),
  lagAlert: duration.optional(),
  failureAlert: duration.optional(),
  checkEvery: duration.optional(),
  versioning: z.boolean().optional(),
  lifecycle: section({
    infrequentAccessAfter: duration,
    glacierAfter: duration,
    expireAfter: duration,
  }).optional(),
  invalidation: name.optional(),
  topics: names.optional(),
  syncOffsets: z.boolean().optional(),
  syncGroups: z.boolean().optional(),
  encrypt: z.boolean().optional(),
  compress: z.boolean().optional(),
  validate: z.boolean().optional(),
  state: z.enum(['active', 'paused', 'error']).optional(),
});

/** What must be so for a trigger to hold; exactly one comparison (checked with the plan). */
const condition = section({
  of: z.enum(['postgres', 'redis', 'kafka', 's3', 'etcd', 'gateway', 'region']),
  measure: z.enum([
    'reachable',
    'healthy',
    'availability',
    'latency-p95',
    'cpu',
    'memory',
    'failed-checks',
  ]),
  is: z.boolean().optional(),
  above: limit.optional(),
  below: limit.optional(),
  atLeast: count.optional(),
});

const trigger = section({
  when: z.array(condition).min(1),
  heldFor: duration,
  severity,
  action: z.enum([
    'database-failover',
    'gateway-failover',
    'cache-failover',
    'region-failover',
    'shift-traffic',
    'scale-then-failover',
  ]),
  rtoTarget: duration,
  rtoFrom: z.enum(['fault', 'decision']),
  automation,
});

/** How each system fails over; each has a method, a target, and figures of its own (A7). */
const aSystem = { method: name, rtoTarget: duration, proof: names.optional() };
const systems = section({
  postgres: section({ ...aSystem, promotionTimeout: duration }),
  redis: section({ ...aSystem, quorum: count.optional() }),
  mongodb: section({ ...aSystem, electionTimeout: duration }).optional(),
  kafka: section({
    ...aSystem,
    minInSyncReplicas: count,
    uncleanElection: z.boolean(),
  }).optional(),
  rabbitmq: section({ ...aSystem, syncBatch: count }).optional(),
  gateway: section({ ...aSystem, checkEvery: duration }).optional(),
  istio: section({ ...aSystem, attempts: count, attemptTimeout: duration }).optional(),
  kubernetes: section({
    ...aSystem,
    readinessWithin: duration,
    livenessWithin: duration,
  }).optional(),
  mesh: section({ method: name, canary: z.boolean(), automaticRollback: z.boolean() }).optional(),
});

/** What a promoted database is asked, and then the service, each in its own words (A7). */
const verification = section({
  warm: name,
  newest: name,
  read: z.string().regex(/^\/.*\{id\}/, 'expected a path with {id} in it, such as /orders/{id}'),
});

const healthCheck = section({
  region: name,
  type: z.enum(['HTTPS', 'HTTP', 'TCP']),
  port: z.int().min(1).max(65535),
  path: name.optional(),
  every: duration,
  failures: count,
  from: names,
});

/** A continent, a country by its two letters, or everywhere else. */
const area = z
  .string()
  .regex(
    /^(africa|antarctica|asia|europe|north-america|oceania|south-america|default|[A-Z]{2})$/,
    'expected a continent such as north-america, a country such as US, or default',
  );

const dns = section({
  zone: name,
  name,
  ttl: duration,
  ttlClosed: duration,
  healthChecks: z.record(name, healthCheck),
  failover: z.array(name).min(2),
  lastResort: name.optional(),
  geolocation: section({ name, to: z.record(area, name) }).optional(),
  propagation: section({ from: names, every: duration, within: duration }),
  routingControl: section({ every: duration, failures: count, cache: duration }),
});

/** One system is asked every so often, and is down after `failures` in a row. */
const aProbe = { every: duration, timeout: duration, failures: count, successes: count };
const probes = section({
  database: section(aProbe),
  redis: section(aProbe).optional(),
  kafka: section(aProbe).optional(),
  s3: section(aProbe).optional(),
  etcd: section(aProbe).optional(),
  gateway: section({ ...aProbe, latencyWindow: duration }).optional(),
  capacity: section({ every: duration, timeout: duration }).optional(),
  /** What a failover needs of each region; what was refused is asked again by `retryEvery`. */
  preflight: section({ every: duration, retryEvery: duration, timeout: duration }).optional(),
});

/** What a region that has no capacity left is given before its service is moved. */
const scaling = section({
  /** Of the service, in the region, the first one counted. */
  instances: z.int().min(2),
  readyWithin: duration,
  reliefWithin: duration,
});

/** How the controllers lead, tell each other what they see, and ask people. */
const control = section({
  leaderTtl: duration,
  renewEvery: duration,
  tellEvery: duration,
  opinionLasts: duration,
  quorumGap: duration,
  history: duration,
  askFor: duration,
});

const drill = section({
  kind: name,
  rto: duration,
  rpo: duration,
  /** Stores that may lose nothing acknowledged; the RPO bounds what is in doubt of them. */
  keeps: names.optional(),
  scope: z.enum(['database', 'region', 'services']),
  automation,
  rollback: z.boolean(),
  checks: names,
});

/** Every section of a plan, with the schema of each. */
export const planSections = {
  name,
  regions: z.record(name, region),
  vantages: names,
  targets,
  stores: z.record(name, section({ tier: count, holds: names, pipeline: name })),
  replication: z.record(name, pipeline),
  backup,
  triggers: z.record(name, trigger),
  systems,
  verification: verification.optional(),
  dns,
  fencing: section({ leaseTtl: duration, margin: duration }),
  control,
  runbooks: section({ retryEvery: duration, retryFor: duration }),
  switchover: section({ writePause: duration, rejoinWithin: duration }),
  scaling: scaling.optional(),
  probes,
  alerts: alerts.optional(),
  drills: z.record(name, drill).optional(),
  validation: z.record(name, section({ at: name, tests: names })).optional(),
  manager: business.manager.optional(),
  continuity: business.continuity.optional(),
  incidents: business.incidents.optional(),
  tests: business.tests.optional(),
  monitoring: business.monitoring.optional(),
  deployment: business.deployment.optional(),
  acceptance: section({
    successRateDrop: z.number().min(0).max(1),
    p99Factor: z.number().min(1),
    p99Floor: duration,
    window: duration,
    hold: duration,
  }),
  assumptions: section({
    minOperationsPerSecond: z.number().positive(),
    maxReplicationLag: size,
    maxCpuPressure: z.number().min(0).max(1),
    maxClockStep: duration,
    maxEventLoopDelay: duration,
  }),
};

type Sections = { [K in keyof typeof planSections]: z.output<(typeof planSections)[K]> };
type Optional = {
  [K in keyof Sections]: undefined extends Sections[K] ? K : never;
}[keyof Sections];

/** The DR plan: every figure, durations in milliseconds, sizes in bytes, shares from 0 to 1. */
export type Plan = { readonly [K in Exclude<keyof Sections, Optional>]: Sections[K] } & {
  readonly [K in Optional]?: Exclude<Sections[K], undefined>;
};
