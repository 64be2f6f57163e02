/** What DNS would need for a failover is not there; nothing was changed. */
export class DnsNotReady extends Error {
  override readonly name = 'DnsNotReady';
  readonly code = 'DNS_NOT_READY';
}

/** A failover of DNS that did not come to its end. */
export class DnsFailoverFailed extends Error {
  override readonly name = 'DnsFailoverFailed';
  readonly code = 'DNS_FAILOVER_FAILED';
  /** False: what was changed is still so, in part or as a whole, and a person has to look. */
  readonly rolledBack: boolean;

  constructor(to: string, rolledBack: boolean, cause: Error) {
    const end = rolledBack ? 'rolled back' : 'not rolled back: look at the records and checks';
    super(`DNS does not lead to ${to} (${cause.message}); ${end}`, { cause });
    this.rolledBack = rolledBack;
  }
}
