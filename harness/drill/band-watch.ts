import type { Band } from '../journal/index.ts';
import type { VantageProgress } from '../workload/progress.ts';
import { deadlines } from './deadlines.ts';

/** What each vantage's clients saw in one beat of the workload. */
export type Beat = Readonly<Record<string, VantageProgress>>;

/** When a vantage came into the band, and its last beat there. */
interface Span {
  readonly sinceMs: number;
  readonly lastMs: number;
}

/**
 * Follows the live load so that the drill knows when to go on; the judge alone says what the RTO
 * was. Normal is the mean success rate, and the highest p99, of the beats before `freeze`.
 */
export class BandWatch {
  readonly #band: Band;
  readonly #steady = new Map<string, { sent: number; ok: number; p99Ms: number }>();
  readonly #inside = new Map<string, Span>();
  readonly #owing = new Set<string>();
  #frozen = false;
  #flowingBeats = 0;

  constructor(band: Band, vantages: readonly string[]) {
    this.#band = band;
    for (const vantage of vantages) this.#steady.set(vantage, { sent: 0, ok: 0, p99Ms: 0 });
  }

  /** How many beats up to the last had no failure at any vantage. */
  flowingBeats(): number {
    return this.#flowingBeats;
  }

  /** Begins anew to learn what normal is. */
  forget(): void {
    for (const vantage of this.#steady.keys()) {
      this.#steady.set(vantage, { sent: 0, ok: 0, p99Ms: 0 });
    }
  }

  /** What came before is normal; from here on beats are compared with it. */
  freeze(): void {
    this.#frozen = true;
  }

  /** What held before a fault, or between two, is no recovery from it. */
  startOver(): void {
    this.#inside.clear();
  }

  add(beat: Beat, atMs: number): void {
    this.#flowingBeats = this.#allSucceeded(beat) ? this.#flowingBeats + 1 : 0;
    for (const [vantage, seen] of Object.entries(beat)) {
      if (seen.seldom.failed > 0) this.#owing.add(vantage);
      else if (seen.seldom.ok > 0) this.#owing.delete(vantage);
      if (!this.#frozen) this.#learn(vantage, seen);
      else if (!this.#isNormal(vantage, seen)) this.#inside.delete(vantage);
      else {
        const sinceMs = this.#heard(vantage, atMs)?.sinceMs ?? atMs;
        this.#inside.set(vantage, { sinceMs, lastMs: atMs });
      }
    }
  }

  #allSucceeded(beat: Beat): boolean {
    return [...this.#steady.keys()].every((vantage) => {
      const { ok = 0, fail = 0, indeterminate = 0 } = beat[vantage] ?? {};
      return ok > 0 && fail + indeterminate === 0;
    });
  }

  /** Vantages at which writes that only some stores take have failed, and not succeeded since. */
  owing(): readonly string[] {
    return [...this.#owing];
  }

  /** Vantages that are not in the band now, or of which nothing was heard lately. */
  outside(nowMs: number): readonly string[] {
    return [...this.#steady.keys()].filter((vantage) => !this.#heard(vantage, nowMs));
  }

  /**
   * How long every vantage has been in the band without a break, up to the last beat heard; 0 if
   * one is not.
   */
  insideForMs(nowMs: number): number {
    if (this.outside(nowMs).length > 0) return 0;
    const spans = [...this.#inside.values()];
    const sinceMs = Math.max(...spans.map((span) => span.sinceMs));
    return Math.max(0, Math.min(...spans.map((span) => span.lastMs)) - sinceMs);
  }

  /** The span in the band that is not over; silence ends it. */
  #heard(vantage: string, nowMs: number): Span | undefined {
    const span = this.#inside.get(vantage);
    return span && nowMs - span.lastMs <= deadlines.beatSilenceMs ? span : undefined;
  }

  #learn(vantage: string, { ok, fail, indeterminate, p99Ms }: VantageProgress): void {
    const steady = this.#steady.get(vantage);
    if (!steady) return;
    steady.sent += ok + fail + indeterminate;
    steady.ok += ok;
    steady.p99Ms = Math.max(steady.p99Ms, p99Ms ?? 0);
  }

  #isNormal(vantage: string, { ok, fail, indeterminate, p99Ms }: VantageProgress): boolean {
    const steady = this.#steady.get(vantage);
    const sent = ok + fail + indeterminate;
    if (!steady || steady.sent === 0 || sent === 0) return false;
    const { successRateDrop, p99Factor, p99FloorMs } = this.#band;
    const slowMs = Math.max(steady.p99Ms * p99Factor, p99FloorMs);
    return ok / sent >= steady.ok / steady.sent - successRateDrop && (p99Ms ?? 0) <= slowMs;
  }
}
