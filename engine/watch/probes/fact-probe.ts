import type { PrimarySighting } from '../../decide/loss.ts';
import type { StandbyView } from '../../decide/target.ts';
import type { Fact, Of } from '../fact.ts';
import type { DatabaseSighting } from '../unfit.ts';

/** What one probe found; what is not among its facts is not known. */
export interface Finding {
  readonly facts: readonly Fact[];
  readonly standby?: StandbyView;
  readonly primary?: PrimarySighting;
  readonly database?: DatabaseSighting;
  /** Why it failed, if it did. */
  readonly error?: string;
}

/** Asks one thing of one region, again and again. */
export interface FactProbe {
  /** Whom it asks; `region` is its capacity, and no system that can be down. */
  readonly of: Of;
  readonly region: string;
  /** From the beginning of one probe to that of the next. */
  readonly everyMs: number;
  /** Ends within its time-out. One that throws found nothing. */
  probe(): Promise<Finding>;
  /** Resolves when a connection is lost that had been there: it is time to look again. */
  lost?(): Promise<void> | undefined;
}
