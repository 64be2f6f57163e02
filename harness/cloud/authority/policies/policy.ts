import type { RecordSet } from '../../route53/zone.ts';

/** What a policy may know when a question is answered. */
export interface QueryContext {
  /** Whether a health check is healthy; a record without one always is. */
  isHealthy(healthCheckId: string): boolean;
  /** IP address of the resolver that asks: where geolocation starts from. */
  readonly from: string;
}

/** A routing policy of Route 53: which of the record sets of one name and type to answer. */
export interface Policy {
  readonly name: string;
  /** Whether a record set is governed by this policy. */
  governs(record: RecordSet): boolean;
  /** `records` is not empty and all of it is governed by this policy. */
  choose(records: readonly RecordSet[], context: QueryContext): RecordSet | undefined;
}

/** A record without a health check is always healthy (Route 53 Developer Guide). */
export function isRecordHealthy(record: RecordSet, context: QueryContext): boolean {
  return record.healthCheckId === undefined || context.isHealthy(record.healthCheckId);
}
