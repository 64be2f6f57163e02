import type { RecordSet } from '../../route53/zone.ts';

/** Where a question comes from, in the codes of Route 53: `NA`, `US`. */
export interface Location {
  readonly continent: string;
  readonly country: string;
}

/** What a policy may know when a question is answered. */
export interface QueryContext {
  /** Whether a health check is healthy; a record without one always is. */
  isHealthy(healthCheckId: string): boolean;
  /** Of the resolver that asks; undefined if nobody knows where that is. */
  readonly location: Location | undefined;
  /** From 0 to below 1. */
  random(): number;
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
