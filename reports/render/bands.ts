import type { Judged, JudgedClaim, Timeline } from '../../harness/judge/judged.ts';
import type { Bar } from './lane-panel.ts';
import type { PlaceStyle } from './places.ts';
import { moment } from './words.ts';

/** The drill's phases, one bar each. */
export function phaseBars(timeline: Timeline): readonly Bar[] {
  return timeline.bands
    .filter((band) => band.kind === 'phase')
    .map((band) => bar(band.name, band.startMs, band.endMs, 'bar-phase'));
}

/** The faults, each from its bite to the moment it was seen healed. */
export function faultBars(timeline: Timeline): readonly Bar[] {
  return timeline.bands
    .filter((band) => band.kind === 'fault')
    .map((band) => bar(band.name, band.startMs, band.endMs, 'bar-fault'));
}

const endings = new Set(['succeeded', 'failed', 'undone']);

/**
 * The engine's steps as it claims them: a bar from `started` to its end, a thin mark for what was
 * only noted. A step with no end is drawn to `untilMs`.
 */
export function stepBars(claims: Judged['claims'], untilMs: number): readonly Bar[] {
  const open = new Map<string, JudgedClaim>();
  const bars: Bar[] = [];
  for (const claim of claims) {
    if (claim.event === 'started') {
      open.set(claim.step, claim);
      continue;
    }
    const from = endings.has(claim.event) ? open.get(claim.step) : undefined;
    const failed = claim.event === 'failed' || claim.event === 'undone';
    open.delete(claim.step);
    bars.push(
      bar(
        failed ? `${claim.step} ${claim.event}` : claim.step,
        from?.atMs ?? claim.atMs,
        claim.atMs,
        failed ? 'bar-bad' : 'bar-step',
      ),
    );
  }
  for (const claim of open.values()) {
    bars.push(bar(`${claim.step} …`, claim.atMs, untilMs, 'bar-bad'));
  }
  return bars.sort((a, b) => a.startMs - b.startMs);
}

/** Spans in which each region's database took writes. */
export function writableBars(timeline: Timeline, placeStyle: PlaceStyle): readonly Bar[] {
  return timeline.writable.flatMap((region) =>
    region.spans.map(([startMs, endMs]) =>
      bar(region.region, startMs, endMs, placeStyle('place', region.region)),
    ),
  );
}

/** What one vantage's resolver answered, until it answered something else. */
export function answerBars(
  points: readonly (readonly [number, string])[],
  untilMs: number,
  placeStyle: PlaceStyle,
): readonly Bar[] {
  return points.map(([startMs, region], index) =>
    bar(region, startMs, points[index + 1]?.[0] ?? untilMs, placeStyle('place', region)),
  );
}

function bar(label: string, startMs: number, endMs: number, style: string): Bar {
  const lasts = endMs > startMs ? `, from ${moment(startMs)} to ${moment(endMs)}` : '';
  const hint = lasts === '' ? `${label}, at ${moment(startMs)}` : `${label}${lasts}`;
  return { label, hint, startMs, endMs, style };
}
