import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deadlines } from '../deadlines.ts';
import { atBeat, type ObserverContext } from './observer.ts';

const PRESSURE_FILE = '/proc/pressure/cpu';
const NS_PER_MS = 1e6;

/**
 * Records each second how quiet the host was: the share of time in which some task waited for a
 * CPU (Linux pressure stall information, "some"), the worst delay of this event loop, and how far
 * the calendar clock moved against the monotonic one since the start.
 */
export function observeHostNoise({ clock, record }: ObserverContext): AsyncDisposable {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const offsetMs = () => clock.wallMs() - clock.monotonicMs();
  const firstOffsetMs = offsetMs();
  let before = { atMs: clock.monotonicMs(), stalledMs: stalledMs() };
  const beat = atBeat(clock, deadlines.noiseEveryMs, () => {
    const now = { atMs: clock.monotonicMs(), stalledMs: stalledMs() };
    const sample = (of: 'cpu-pressure' | 'event-loop-delay-ms' | 'clock-step-ms', value: number) =>
      record({ kind: 'sample', atMs: now.atMs, of, at: 'rig', value });
    const spanMs = now.atMs - before.atMs;
    if (now.stalledMs !== undefined && before.stalledMs !== undefined && spanMs > 0) {
      sample('cpu-pressure', (now.stalledMs - before.stalledMs) / spanMs);
    }
    sample('event-loop-delay-ms', delay.max / NS_PER_MS);
    sample('clock-step-ms', Math.abs(offsetMs() - firstOffsetMs));
    delay.reset();
    before = now;
  });
  return {
    async [Symbol.asyncDispose]() {
      delay.disable();
      await beat[Symbol.asyncDispose]();
    },
  };
}

/** Total stall time since boot, or undefined where the kernel does not count it. */
function stalledMs(): number | undefined {
  if (!existsSync(PRESSURE_FILE)) return undefined;
  const total = /^some .*total=(\d+)$/m.exec(readFileSync(PRESSURE_FILE, 'utf8'))?.[1];
  return total === undefined ? undefined : Number(total) / 1000;
}
