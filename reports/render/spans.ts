/** A stretch of time. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The same time without overlaps, in order; stretches of no length are left out. */
export function union(spans: readonly Span[]): readonly Span[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    if (!(span.endMs > span.startMs)) continue;
    const last = merged.at(-1);
    if (last && span.startMs <= last.endMs) last.endMs = Math.max(last.endMs, span.endMs);
    else merged.push({ startMs: span.startMs, endMs: span.endMs });
  }
  return merged;
}
