import type { RunEntry } from '../journal/index.ts';

/** Every limit and beat of a drill, with its reason; milliseconds, the same in any profile. */
export const deadlines = {
  /** The first load after a start meets cold caches and just-in-time compilers; 10 to 60 s seen. */
  firstLoadMs: 120_000,
  /** Three controllers that start at once: 1 to 15 s seen; another engine may be slower. */
  doorsMs: 60_000,
  /** A door of this host. */
  doorAnswerMs: 1000,
  /** What a controller says of itself, over no link. */
  operatorAnswerMs: 15_000,
  /**
   * A controller asks databases and control store over the longest link before it takes a wish on,
   * and may have the store's member restarted, which is given 30 s.
   */
  operatorTakesMs: 60_000,
  /** The look at the first topology took 0.5 to 1.1 s; a replay leaves room for a slower one. */
  replayLookMs: 2000,
  /** A standby replays what it has within its lag: under 1 s seen, even on a busy host. */
  replayMs: 20_000,
  /** MirrorMaker polls without a pause: 0.1 s seen; its restart after a lost link takes longer. */
  mirrorMs: 20_000,
  /** Objects are looked for every 4 s, and a few hundred a link can be behind. */
  copiedMs: 20_000,
  /** Clients end within their own operation time-out, and flush. */
  workloadStopMs: 20_000,
  /** What a drill does between load and stop besides waiting for the recovery; 15 s seen. */
  spareMs: 60_000,
  /** Clients report each second; two and a half say that they do not report any more. */
  beatSilenceMs: 2500,
  /** As often as clients report. */
  lookEveryMs: 1000,
  /** A database that does not answer a probe within this is as good as away. */
  probeAnswerMs: 500,
  /** One that is slow must not be left out of the read-back; one that is frozen never answers. */
  readBackAnswerMs: 5000,
  /** One answer of a broker; over the longest link and busy 0.3 s. A frozen one never answers. */
  queueAnswerMs: 5000,
  /** A consumer that commits each second, as the usual interval is 1 to 5 s. */
  consumeEveryMs: 1000,
  /** Six calls a second in all, 120 a key in a minute: enough to meet a fault, few to check. */
  registerEveryMs: 500,
  /** An election takes up to 3 s, in which nobody is answered; then the outcome is not known. */
  registerAnswerMs: 2000,
  /** At least 10 Hz in all regions at once, as the design asks. */
  writableEveryMs: 90,
  /** Finer than the shortest TTL there is, 2.5 s: 5 s of the plan, halved. */
  dnsEveryMs: 200,
  /** A resolver that asks anew crosses the longest link twice, 440 ms; more is no answer. */
  dnsAnswerMs: 1000,
  /** Two samples within the tolerated lag of 1 s. */
  lagEveryMs: 500,
  /** Shorter spans of CPU pressure are noise themselves. */
  noiseEveryMs: 1000,
} as const;

/**
 * How long a drill waits for the recovery: the strictest service's target and half as much again,
 * so that a near miss is measured and not only called one, and the time a recovered service must
 * hold.
 */
export function recoveryDeadlineMs({
  services,
  band,
}: Pick<RunEntry, 'services' | 'band'>): number {
  return Math.min(...services.map(({ rtoTargetMs }) => rtoTargetMs)) * 1.5 + band.holdMs;
}
