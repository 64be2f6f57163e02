import type { Judged, JudgedBrowser, JudgedStore, Timeline } from '../../harness/judge/index.ts';
import { stepWords } from './journey-words.ts';
import type { Bar } from './lane-panel.ts';
import type { PlaceStyle } from './places.ts';
import { stepsOf } from './steps.ts';
import { interval, moment, number } from './words.ts';

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

/**
 * The engine's steps as it claims them: a bar from their beginning to their end, a thin mark for
 * what was only noted. A step whose end was never said is drawn to `untilMs`.
 */
export function stepBars(claims: Judged['claims'], untilMs: number): readonly Bar[] {
  return stepsOf(claims).map(({ name, startMs, ended }) => {
    if (!ended) return bar(`${name} …`, startMs, untilMs, 'bar-bad');
    const failed = ended.event === 'failed' || ended.event === 'undone';
    const label = failed ? `${name} ${ended.event}` : name;
    return bar(label, startMs, ended.atMs, failed ? 'bar-bad' : 'bar-step');
  });
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

/** A user's journeys, by the region that answered; one that failed by the step that did. */
export function journeyBars({ journeys }: JudgedBrowser, placeStyle: PlaceStyle): readonly Bar[] {
  return journeys.map(({ startMs, endMs, failed, region = '' }) =>
    failed
      ? {
          ...bar(failed.step, startMs, endMs, 'bar-bad'),
          hint: `could not ${stepWords(failed.step)}, ${moment(failed.atMs)}: ${failed.shown}`,
        }
      : { ...bar(region, startMs, endMs, placeStyle('place', region)), label: '' },
  );
}

/** The writes that one store lost, by the time in which they had been acknowledged. */
export function lossBars(store: JudgedStore): readonly Bar[] {
  if (store.region === '') return [bar('not known', 0, 0, 'gap')];
  const before = `${interval(...store.rpoOps)} lost`;
  const after = `${number(store.lostAfterFault.ops)} lost after`;
  const bars = [
    ...(store.rpoOps[1] > 0 ? [bar(before, -store.rpoMs[1], 0, 'bar-bad')] : []),
    ...(store.lostAfterFault.ops > 0
      ? [bar(after, 0, store.lostAfterFault.lastMs, 'bar-bad')]
      : []),
  ];
  return bars.length > 0 ? bars : [bar('nothing lost', 0, 0, 'gap')];
}

function bar(label: string, startMs: number, endMs: number, style: string): Bar {
  const lasts = endMs > startMs ? `, from ${moment(startMs)} to ${moment(endMs)}` : '';
  const hint = lasts === '' ? `${label}, at ${moment(startMs)}` : `${label}${lasts}`;
  return { label, hint, startMs, endMs, style };
}
