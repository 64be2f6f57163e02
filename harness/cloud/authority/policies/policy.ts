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
  /** The record sets of the zone that an alias names. Throws AliasUnsupported if it has none. */
  targetsOf(alias: RecordSet): readonly RecordSet[];
}

/** A routing policy of Route 53: which of the record sets of one name and type to answer. */
export interface Policy {
  readonly name: string;
  /** Whether a record set is governed by this policy. */
  governs(record: RecordSet): boolean;
  /** `records` is not empty and all of it is governed by this policy. */
  choose(records: readonly RecordSet[], context: QueryContext): RecordSet | undefined;
}

/** Longest chain of aliases inside a zone that is followed. */
export const maxAliases = 8;

/**
 * A record without a health check is always healthy; an alias that evaluates the health of what it
 * names is so while one of those records is. Source: Route 53 Developer Guide, "How Amazon Route 53
 * chooses records when health checking is configured", and what follows it on complex trees.
 */
export function isRecordHealthy(
  record: RecordSet,
  context: QueryContext,
  hopsLeft = maxAliases,
): boolean {
  const { healthCheckId, alias } = record;
  if (healthCheckId !== undefined && !context.isHealthy(healthCheckId)) return false;
  if (!alias?.evaluateHealth) return true;
  if (hopsLeft === 0) return false;
  return context.targetsOf(record).some((target) => isRecordHealthy(target, context, hopsLeft - 1));
}
