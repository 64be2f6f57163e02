/** Whether the engine can be relied on now, and in words why, or why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly why: string;
}

/** What the surface asks of any engine; all else is a power, an interface of its own. */
export interface Operator {
  /** What it knows and does, as JSON. Metrics are read from it (`vitals.ts` says which words). */
  status(): unknown;
  ready(): Readiness;
}

export interface Plannable {
  /** Dry run: the decision that would be taken now and its steps, as JSON. Touches nothing. */
  plan(): Promise<unknown>;
}

/** Each resolves when it is durable. Who asks is a name for the record, not a proof. */
export interface Pausable {
  pause(by: string, reason: string): Promise<void>;
  resume(by: string): Promise<void>;
}

export interface Retriable {
  /**
   * A runbook that failed is taken up again from where it stands: forward past its commit, or back.
   * Resolves when it was taken on; how it goes is told by claims. Throws OperatorRefused if the
   * newest one has not failed.
   */
  retry(by: string): Promise<void>;
}

export interface Answerable {
  /** Throws OperatorRefused if nobody asked that, or its deadline has passed. */
  answer(questionId: string, yes: boolean, by: string): Promise<void>;
}

export interface Switchable {
  /**
   * Resolves when it was taken on; how it goes is told by claims. Throws OperatorRefused while that
   * region cannot take over without loss.
   */
  switchover(to: string, by: string): Promise<void>;
}

export interface Rejoining {
  /** Makes a region's database a standby of the active one again; resolves as a switchover does. */
  rejoin(region: string, by: string): Promise<void>;
}

export interface Activatable {
  /**
   * All other regions are lost, says who asks: the region of this controller is to serve, with what
   * it has. Resolves as a switchover does. Throws OperatorRefused unless exactly all others are
   * named, and nothing is seen of them.
   */
  activate(lost: readonly string[], by: string): Promise<void>;
}

type Powers = Plannable & Pausable & Retriable & Answerable & Switchable & Rejoining & Activatable;

export function hasPower<P extends keyof Powers>(
  operator: Operator,
  power: P,
): operator is Operator & Pick<Powers, P> {
  return power in operator;
}

/** What was asked for cannot be done as things stand; the message says why. */
export class OperatorRefused extends Error {
  override readonly name = 'OperatorRefused';
  readonly code = 'OPERATOR_REFUSED';
}
