import type { Judged } from '../../harness/judge/index.ts';

/** The class of a place's line, area or bar: a place looks the same all over the page. */
export type PlaceStyle = (kind: 'line' | 'area' | 'place', place: string) => string;

const styles = 6;

/** Regions and vantages in the order they are first named; what is none of them is grey. */
export function placeStyles(judged: Judged): PlaceStyle {
  const record = judged.timeline;
  const places = [
    ...new Set([
      ...record.series.map((series) => series.vantage),
      ...record.writable.map((region) => region.region),
      ...record.replicationLag.map((lag) => lag.region),
    ]),
  ];
  return (kind, place) => {
    const index = places.indexOf(place);
    return index < 0 ? 'gap' : `${kind}-${(index % styles) + 1}`;
  };
}
