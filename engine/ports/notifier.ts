/** What people are told. */
export interface Alert {
  readonly severity: 'info' | 'warning' | 'critical' | 'disaster';
  readonly summary: string;
  readonly epoch: number;
}

/** Tells people. Never delays or fails a failover: it takes the alert and returns. */
export interface Notifier {
  notify(alert: Alert): void;
}
