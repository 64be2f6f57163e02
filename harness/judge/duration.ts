/**
 * A duration in milliseconds as a reason says it: whole milliseconds below a second, else tenths of
 * a second; tenths of a millisecond where whole ones would say too little.
 */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size === Number.POSITIVE_INFINITY) return '∞';
  if (size >= 999.5) return `${(ms / 1_000).toFixed(1)} s`;
  return size >= 9.95 || ms === 0 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}
