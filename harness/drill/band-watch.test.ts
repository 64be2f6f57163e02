import { describe, expect, test } from 'vitest';
import { BandWatch } from './band-watch.ts';

const band = { successRateDrop: 0.01, p99Factor: 3, p99FloorMs: 50, holdMs: 5000, windowMs: 1000 };
const none = { ok: 0, failed: 0 };
const good = { ok: 100, fail: 0, indeterminate: 0, p99Ms: 40, seldom: none };
const dead = { ok: 0, fail: 100, indeterminate: 0, p99Ms: 0, seldom: none };
const slow = { ...good, p99Ms: 121 };

function watchAfterSteady(): BandWatch {
  const watch = new BandWatch(band, ['a', 'b']);
  watch.add({ a: good, b: good }, 0);
  watch.freeze();
  return watch;
}

describe('BandWatch', () => {
  test('counts from the vantage that came back last', () => {
    const watch = watchAfterSteady();
    watch.add({ a: good, b: dead }, 1000);
    for (const atMs of [2000, 3000, 4000]) watch.add({ a: good, b: good }, atMs);
    expect(watch.insideForMs(4900)).toBe(2000);
  });

  test('silence is not normal, and begins the count anew', () => {
    const watch = watchAfterSteady();
    for (const atMs of [1000, 2000]) watch.add({ a: good, b: good }, atMs);
    expect(watch.insideForMs(4500)).toBe(1000);
    expect(watch.insideForMs(4501)).toBe(0);
    expect(watch.outside(4501)).toEqual(['a', 'b']);
    watch.add({ a: good, b: good }, 5000);
    expect(watch.insideForMs(5000)).toBe(0);
    watch.add({ a: good, b: good }, 6000);
    expect(watch.insideForMs(6000)).toBe(1000);
  });

  test('a vantage that falls silent alone is not normal', () => {
    const watch = watchAfterSteady();
    watch.add({ a: good, b: good }, 1000);
    for (const atMs of [2000, 3000, 4000]) watch.add({ a: good }, atMs);
    expect(watch.outside(4000)).toEqual(['b']);
  });

  test('a relapse begins the count anew', () => {
    const watch = watchAfterSteady();
    watch.add({ a: good, b: good }, 1000);
    watch.add({ a: dead, b: good }, 2000);
    expect(watch.insideForMs(3000)).toBe(0);
    for (const atMs of [4000, 5000]) watch.add({ a: good, b: good }, atMs);
    expect(watch.insideForMs(5000)).toBe(1000);
  });

  test('what was normal before it starts over does not count', () => {
    const watch = watchAfterSteady();
    for (const atMs of [1000, 2000, 3000]) watch.add({ a: good, b: good }, atMs);
    watch.startOver();
    expect(watch.insideForMs(3100)).toBe(0);
    for (const atMs of [4000, 5000]) watch.add({ a: good, b: good }, atMs);
    expect(watch.insideForMs(5000)).toBe(1000);
  });

  test('answers that come too late are not normal', () => {
    const watch = watchAfterSteady();
    watch.add({ a: slow, b: good }, 1000);
    expect(watch.outside(1000)).toEqual(['a']);
  });

  test('load flows in beats that have no failure at any vantage', () => {
    const watch = new BandWatch(band, ['a', 'b']);
    const flowing = [
      { a: good, b: good },
      { a: dead, b: good },
      { b: good },
      { a: good, b: good },
      { a: good, b: good },
    ].map((beat, index) => {
      watch.add(beat, index * 1000);
      return watch.flowingBeats();
    });
    expect(flowing).toEqual([1, 0, 0, 1, 2]);
  });

  test('a seldom kind of write is owed until one succeeds and none fails', () => {
    const watch = watchAfterSteady();
    const owing = [
      none,
      { ok: 0, failed: 1 },
      none,
      { ok: 1, failed: 1 },
      { ok: 1, failed: 0 },
    ].map((seldom, index) => {
      watch.add({ a: { ...good, seldom }, b: good }, 1000 * (index + 1));
      return watch.owing();
    });
    expect(owing).toEqual([[], ['a'], ['a'], ['a'], []]);
  });

  test('no load is not recovery', () => {
    const watch = watchAfterSteady();
    watch.add({ a: { ...dead, fail: 0 }, b: good }, 1000);
    expect(watch.insideForMs(2000)).toBe(0);
  });
});
