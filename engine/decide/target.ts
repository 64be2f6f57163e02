/** A standby as it was last seen; an unknown position is undefined, never zero. */
export interface StandbyView {
  readonly region: string;
  /** Monotonic moment of the observation. */
  readonly atMs: number;
  readonly timeline: number;
  readonly receivedLsn: bigint | undefined;
  /** When this standby last heard its primary; undefined if it is not connected to one. */
  readonly primaryHeardAtMs: number | undefined;
}

export interface Choice {
  readonly target: StandbyView;
  /** Has at least as much as every other; another than the target only if that cannot serve. */
  readonly furthest: StandbyView;
}

function behind(a: StandbyView, b: StandbyView): boolean {
  if (a.receivedLsn === undefined || b.receivedLsn === undefined) return false;
  if (a.timeline !== b.timeline) return a.timeline < b.timeline;
  return a.receivedLsn < b.receivedLsn;
}

function furthestOf(standbys: readonly StandbyView[]): StandbyView | undefined {
  return standbys.reduce<StandbyView | undefined>(
    (best, each) => (best === undefined || behind(best, each) ? each : best),
    undefined,
  );
}

/**
 * Which standby to promote: of those that traffic can be led to (best first), the one that is
 * furthest by LSN. A standby whose position is unknown is no choice.
 */
export function chooseTarget(
  standbys: readonly StandbyView[],
  candidates: readonly string[],
): Choice | undefined {
  const known = standbys.filter(({ receivedLsn }) => receivedLsn !== undefined);
  const serving = candidates.flatMap((region) => known.filter((each) => each.region === region));
  const target = furthestOf(serving);
  const furthest = furthestOf(target ? [target, ...known] : known);
  return target && furthest ? { target, furthest } : undefined;
}
