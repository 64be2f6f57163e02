/** From what a person may read tomorrow to what has to wake one. */
export const severities = ['info', 'warning', 'critical', 'disaster'] as const;
export type Severity = (typeof severities)[number];

/** What people are told. */
export interface Alert {
  readonly severity: Severity;
  /** `resolve` ends the incident that a `trigger` of the same key began. */
  readonly kind: 'trigger' | 'resolve';
  /** One incident has one key, in every alert about it and over restarts. */
  readonly dedupKey: string;
  /** How far the incident has come; what changes it is worth telling again. */
  readonly stage: string;
  readonly summary: string;
  readonly epoch: number;
  /** The region that it happened to. */
  readonly region: string;
  /** The plan's name for what happened. */
  readonly trigger: string;
  /** Milliseconds since 1970. */
  readonly occurredAtMs: number;
}

/** Tells people. Never throws, never delays a failover: it takes the alert and returns. */
export interface Notifier {
  notify(alert: Alert): void;
}
