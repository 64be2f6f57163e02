import type { Logger } from 'pino';
import type { AlertsPlan } from '../plan/schema-alerts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Alert, Notifier } from '../ports/notifier.ts';
import { type Channel, wants } from './channel.ts';
import { Courier } from './courier.ts';
import { deadlines } from './deadlines.ts';
import { type Entry, leastUrgent } from './entry.ts';
import type { Kept, OutboxStore } from './outbox-store.ts';
import { isRepeat, recentOf, type Told, tellingOf } from './told.ts';

export interface OutboxOptions {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly plan: Omit<AlertsPlan, 'channels'>;
  readonly channels: readonly Channel[];
  readonly store: OutboxStore;
  readonly log: Logger;
}

/**
 * Keeps every alert until each channel has it or never will; what an earlier process left is
 * delivered first. Disposed of, it stops sending and leaves the rest where it is kept.
 */
export class Outbox implements Notifier, AsyncDisposable {
  readonly #options: OutboxOptions;
  readonly #entries = new Map<number, Entry>();
  readonly #couriers: ReadonlyMap<string, Courier>;
  readonly #stop = new AbortController();
  #told: Told = {};
  #next = 1;
  /** The disk has not answered yet; until it does, nobody waits for it again. */
  #isDiskLate = false;
  /** All that is done with alerts, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { clock, random, log, channels, plan } = options;
    const common = { clock, random, log, retry: plan.retry, signal: this.#stop.signal };
    const courierOf = (channel: Channel) =>
      new Courier({ ...common, channel, onEnd: (entry) => this.#end(entry, channel.name) });
    this.#couriers = new Map(channels.map((channel) => [channel.name, courierOf(channel)]));
    this.#then(() => this.#open());
  }

  notify(alert: Alert): void {
    this.#then(() => this.#accept(alert));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#couriers.values()].map((courier) => courier.idle()));
    // What came at the last moment is still kept; each wait within is bounded.
    for (let seen: unknown; seen !== this.#work; await seen) seen = this.#work;
    const left = this.#entries.size;
    if (left > 0) this.#options.log.warn({ left }, `alerts: ${left} not yet delivered`);
  }

  #then(task: () => Promise<unknown>): void {
    const tell = ({ name }: Error) => this.#options.log.error(`alerts: the outbox fails (${name})`);
    this.#work = this.#work.then(async () => void (await task())).catch(tell);
  }

  async #open(): Promise<void> {
    const { store, plan, clock } = this.#options;
    const kept = await this.#inTime(store.load(), 'what was left is not delivered now');
    // Numbers that cannot be known to be free must not be those of files that are there.
    if (!kept) this.#next = clock.wallMs();
    const { entries, told }: Kept = kept ?? { entries: [], told: {} };
    this.#told = told;
    for (const entry of entries) {
      this.#next = Math.max(this.#next, entry.number + 1);
      this.#entries.set(entry.number, entry);
      this.#learn(entry);
    }
    this.#letGo(plan.keepAtMost);
    for (const entry of this.#entries.values()) this.#send(entry);
  }

  /** A crash can come between an alert that was kept and the note that it was told. */
  #learn({ alert, acceptedAtMs }: Entry): void {
    const last = this.#told[alert.dedupKey];
    if (last && last.atMs > acceptedAtMs) return;
    this.#told = tellingOf(this.#told, alert, acceptedAtMs);
  }

  async #accept(alert: Alert): Promise<void> {
    const { clock, log, plan, channels, store } = this.#options;
    const nowMs = clock.wallMs();
    this.#told = recentOf(this.#told, nowMs, plan.dedupWindowMs);
    if (isRepeat(this.#told, alert)) {
      log.info({ dedupKey: alert.dedupKey }, 'alerts: the same was told before');
      return;
    }
    const waiting = channels.filter((channel) => wants(channel, alert)).map(({ name }) => name);
    if (waiting.length > 0) {
      const entry = { number: this.#next, alert, acceptedAtMs: nowMs, waiting: new Set(waiting) };
      this.#next += 1;
      this.#entries.set(entry.number, entry);
      await this.#inTime(store.save(entry), 'not kept, but sent all the same');
      this.#letGo(plan.keepAtMost);
      this.#send(entry);
    }
    this.#told = tellingOf(this.#told, alert, nowMs);
    await this.#inTime(store.saveTold(this.#told), 'a restart may tell the same again');
  }

  #send(entry: Entry): void {
    const { clock, plan } = this.#options;
    const isOld = clock.wallMs() - entry.acceptedAtMs > plan.retry.giveUpAfterMs;
    for (const name of entry.waiting) {
      const courier = this.#couriers.get(name);
      if (courier) courier.add(entry);
      else if (isOld) this.#end(entry, name);
    }
  }

  #end(entry: Entry, name: string): void {
    entry.waiting.delete(name);
    if (entry.waiting.size === 0) this.#entries.delete(entry.number);
    this.#then(() => this.#keep(entry));
  }

  /** As it is now, not as it was when this was asked for. */
  async #keep(entry: Entry): Promise<void> {
    const { store } = this.#options;
    const kept = this.#entries.has(entry.number) ? store.save(entry) : store.remove(entry);
    await this.#inTime(kept, 'a restart may tell the same again');
  }

  #letGo(keepAtMost: number): void {
    const { log } = this.#options;
    while (this.#entries.size > keepAtMost) {
      const entry = leastUrgent(this.#entries.values());
      if (!entry) return;
      entry.waiting.clear();
      this.#entries.delete(entry.number);
      this.#then(() => this.#keep(entry));
      const { dedupKey, severity } = entry.alert;
      log.error({ dedupKey, severity }, `alerts: more than ${keepAtMost} wait: one let go`);
    }
  }

  /** Undefined, after telling so, if the disk fails or does not answer: it holds nothing up. */
  async #inTime<T>(work: Promise<T>, otherwise: string): Promise<T | undefined> {
    const { clock, log } = this.#options;
    const fail = (code: string | undefined) => {
      log.error({ code }, `alerts: the outbox fails (${code}): ${otherwise}`);
      return undefined;
    };
    const done = work.catch(({ code, name }: NodeJS.ErrnoException) => fail(code ?? name));
    if (this.#isDiskLate) return fail('no answer yet');
    const stop = new AbortController();
    const late = clock.sleep(deadlines.diskMs, stop.signal).then(
      () => {
        this.#isDiskLate = true;
        void done.then(() => {
          this.#isDiskLate = false;
        });
        return fail('no answer in time');
      },
      () => undefined,
    );
    return Promise.race([done, late]).finally(() => stop.abort());
  }
}
