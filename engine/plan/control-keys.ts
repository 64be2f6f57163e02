/** Where the regions agree on who may write and where traffic goes: keys in etcd. */
export interface ControlKeys {
  /** JSON `{"region":"us-east-1","epoch":1}`; the region is `none` while nobody may write. */
  readonly writer: string;
  /** JSON of the same form: the region that the service's name leads to. */
  readonly routing: string;
}

export function controlKeys(planName: string): ControlKeys {
  const prefix = `blackstart/${planName}/`;
  return { writer: `${prefix}writer`, routing: `${prefix}routing` };
}

/** Prefix of the durable records of runbooks. */
export function runbookPrefix(planName: string): string {
  return `blackstart/${planName}/runbook/`;
}
