import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import { type Backoff, backoffMs } from './backoff.ts';
import type { Answer, Channel } from './channel.ts';
import { type Entry, urgency } from './entry.ts';
import { Slots } from './slots.ts';

/** Requests of one channel at once: enough for a bad day, too few to be taken for an attack. */
const requestsAtOnce = 4;

export interface CourierOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly retry: Backoff & { readonly giveUpAfterMs: number };
  readonly channel: Channel;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** The channel has the entry, or never will. Does not throw. */
  readonly onEnd: (entry: Entry) => void;
}

/**
 * Brings entries to one channel, again and again until each has an end. Those of one incident go
 * one after another: a `resolve` that overtakes its `trigger` leaves the incident open for ever.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #slots = new Slots(requestsAtOnce);
  readonly #lanes = new Map<string, Entry[]>();
  readonly #running = new Set<Promise<void>>();
  #quietUntilMs = 0;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  add(entry: Entry): void {
    const key = entry.alert.dedupKey;
    const lane = this.#lanes.get(key);
    if (lane) {
      lane.push(entry);
      return;
    }
    const begun = [entry];
    this.#lanes.set(key, begun);
    const work = this.#work(key, begun).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Resolves when nothing is on its way: soon after the signal was aborted. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #work(key: string, lane: Entry[]): Promise<void> {
    for (let next = lane[0]; next && !this.#options.signal.aborted; next = lane[0]) {
      await this.#bring(next);
      lane.shift();
    }
    this.#lanes.delete(key);
  }

  async #bring(entry: Entry): Promise<void> {
    const { clock, random, retry, signal, channel, onEnd } = this.#options;
    for (let attempt = 1; !signal.aborted && entry.waiting.has(channel.name); attempt += 1) {
      const answer = await this.#slots.use(urgency(entry.alert), () => this.#try(entry));
      if (signal.aborted && answer.kind === 'later') return;
      this.#tell(entry, answer, attempt);
      if (answer.kind !== 'later') return onEnd(entry);
      const pauseMs = Math.max(backoffMs(retry, attempt, random), answer.afterMs ?? 0);
      if (clock.wallMs() + pauseMs - entry.acceptedAtMs > retry.giveUpAfterMs) {
        this.#tell(entry, { kind: 'refused', why: `given up after ${attempt} tries` }, attempt);
        return onEnd(entry);
      }
      await this.#rest(pauseMs);
    }
  }

  /** Whoever is told to wait makes the whole channel wait: the limit is the channel's. */
  async #try({ alert }: Entry): Promise<Answer> {
    const { clock, channel, signal } = this.#options;
    await this.#rest(this.#quietUntilMs - clock.monotonicMs());
    if (signal.aborted) return { kind: 'later', why: 'stopped' };
    const answer = await channel.send(alert, signal).catch(failure);
    if (answer.kind === 'later' && answer.afterMs !== undefined) {
      const untilMs = clock.monotonicMs() + answer.afterMs;
      this.#quietUntilMs = Math.max(this.#quietUntilMs, untilMs);
    }
    return answer;
  }

  #tell({ alert }: Entry, answer: Answer, attempt: number): void {
    const { log, channel } = this.#options;
    const about = { channel: channel.name, dedupKey: alert.dedupKey, attempt };
    if (answer.kind === 'delivered') log.info(about, `alerts: ${channel.name} has it`);
    if (answer.kind === 'refused') {
      log.error(about, `alerts: ${channel.name} never gets this one: ${answer.why}`);
    }
    if (answer.kind === 'later' && attempt === 1) {
      log.warn(about, `alerts: ${channel.name} is tried again: ${answer.why}`);
    }
  }

  async #rest(ms: number): Promise<void> {
    if (ms > 0) await this.#options.clock.sleep(ms, this.#options.signal).catch(() => undefined);
  }
}

function failure({ name }: Error): Answer {
  return { kind: 'later', why: name };
}
