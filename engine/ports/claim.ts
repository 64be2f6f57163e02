/** What the engine says of itself; whoever runs it records these and believes none. */
export interface Claim {
  /** `detected`, `decided`, the name of a runbook's step, `averted`, `retried`, or `recovered`. */
  readonly step: string;
  readonly event: 'started' | 'succeeded' | 'failed' | 'undone' | 'noted';
  readonly epoch?: number;
  readonly trigger?: string;
  readonly detail?: string;
}

export type ClaimSink = (claim: Claim) => void;
