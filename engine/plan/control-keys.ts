/** Where the regions agree, and where controllers find what others left: keys in etcd. */
export interface ControlKeys {
  /** JSON `{"region":"us-east-1","epoch":1}`; the region is `none` while nobody may write. */
  readonly writer: string;
  /** JSON of the same form: the region that the service's name leads to. */
  readonly routing: string;
  /** Which controller leads. */
  readonly leader: string;
  /** Prefix of what each controller sees, by its region. */
  readonly opinions: string;
  /** Prefix of the durable records of runbooks. */
  readonly runbooks: string;
  /** Prefix of what operators say. */
  readonly operator: string;
  /** What leaders have told people and is not over. */
  readonly incidents: string;
}

export function controlKeys(planName: string): ControlKeys {
  const prefix = `blackstart/${planName}/`;
  return {
    writer: `${prefix}writer`,
    routing: `${prefix}routing`,
    leader: `${prefix}leader`,
    opinions: `${prefix}opinion/`,
    runbooks: `${prefix}runbook/`,
    operator: `${prefix}operator/`,
    incidents: `${prefix}told/incidents`,
  };
}
