import type { Alert } from '../../ports/notifier.ts';

/** A critical alert about a database, with what a test changes. */
export function anAlert(change: Partial<Alert> = {}): Alert {
  return {
    severity: 'critical',
    kind: 'trigger',
    dedupKey: 'semantest/us-east-1/database_primary_failure',
    stage: 'detected',
    summary: 'database_primary_failure in us-east-1: its condition held',
    epoch: 1,
    region: 'us-east-1',
    trigger: 'database_primary_failure',
    occurredAtMs: Date.UTC(2026, 10, 25, 12),
    ...change,
  };
}
