export { defaultListen } from './control/settings.ts';
export { type ControlKeys, controlKeys } from './plan/control-keys.ts';
export { loadPlan, parsePlan } from './plan/load.ts';
export { PlanInvalid, type PlanProblem } from './plan/plan-invalid.ts';
export { scalePlan } from './plan/scale.ts';
export type { Plan } from './plan/schema.ts';
export type { Capacity, EndedMove, FailsOver, Moved, Standing } from './ports/capabilities.ts';
export { type Clock, systemClock } from './ports/clock.ts';
export { type ControlStore, ControlStoreUnavailable } from './ports/control-store.ts';
export {
  type Address,
  addressFrom,
  brokersFrom,
  type Endpoints,
  type SeenFrom,
} from './ports/endpoints.ts';
export { type Deadline, DeadlineExceeded, until } from './ports/until.ts';
export { nodeFlags } from './program.ts';
export { readToken } from './surface/token.ts';
export { RegionAgent } from './systems/agent/agent.ts';
export { RegionalService } from './systems/app/service.ts';
export { DnsSystem } from './systems/dns/dns-system.ts';
export { resolveAt } from './systems/dns/resolver.ts';
export { etcdStore } from './systems/etcd/store.ts';
export { KafkaCluster } from './systems/kafka/cluster.ts';
export { MoveFailed, SystemUnsound } from './systems/moves.ts';
export { PostgresServer } from './systems/postgres/server.ts';
export type { RedisMember } from './systems/redis/member.ts';
export { RedisSentinel } from './systems/redis/sentinel.ts';
export { SentinelSystem } from './systems/redis/sentinel-system.ts';
export type { SentinelOptions } from './systems/redis/sentinels.ts';
export { RedisServer } from './systems/redis/server.ts';
export { RedisSystem } from './systems/redis/system.ts';
export { Bucket } from './systems/s3/bucket.ts';
export type { Fact } from './watch/fact.ts';
export { factProbes } from './watch/fact-probes.ts';
export { askApart } from './watch/preflight/ask-apart.ts';
export type { Inquiry } from './watch/preflight/questions.ts';
export type { FactProbe } from './watch/probes/fact-probe.ts';
export { Watcher } from './watch/watcher.ts';
