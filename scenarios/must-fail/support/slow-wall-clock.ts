/** A hundred times too slow, as on a machine that its host starves. */
const SLOWNESS = 100;

/** From now on the calendar clock of this process is slow; the monotonic one is as it was. */
export function slowWallClock(): void {
  const startedMs = Date.now();
  const monotonicMs = performance.now.bind(performance);
  const startedAtMs = monotonicMs();
  Date.now = () => Math.floor(startedMs + (monotonicMs() - startedAtMs) / SLOWNESS);
}
