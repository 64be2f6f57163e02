import type { Clock } from '../../engine/index.ts';
import type { OperationEntry } from '../journal/index.ts';
import type { WorkloadConfig } from './config.ts';
import { leadInMs, rampMs } from './deadlines.ts';
import { NoReply } from './exchange.ts';
import { Mix } from './mix.ts';
import { type Arrival, Schedule } from './schedule.ts';
import { VantageClient } from './vantage-client.ts';

/**
 * The open loop: operations start when the schedule says, whether earlier ones were answered or
 * not, so that a stalled service is seen by everyone who would have come meanwhile.
 */
export class Load {
  readonly #config: WorkloadConfig;
  readonly #clock: Clock;
  readonly #record: (entry: OperationEntry) => void;
  readonly #clients: ReadonlyMap<string, VantageClient>;
  readonly #mix: Mix;
  readonly #underWay = new Set<Promise<void>>();
  #fullRateFromMs = Number.POSITIVE_INFINITY;

  constructor(config: WorkloadConfig, clock: Clock, record: (entry: OperationEntry) => void) {
    this.#config = config;
    this.#clock = clock;
    this.#record = record;
    this.#mix = new Mix(config);
    this.#clients = new Map(
      Object.entries(config.vantages).map(([name, network]) => [
        name,
        new VantageClient(name, network, config, clock),
      ]),
    );
  }

  /** Whether the ramp is over. */
  get isAtFullRate(): boolean {
    return this.#clock.monotonicMs() >= this.#fullRateFromMs;
  }

  /** Starts operations until aborted; rejects if an operation could not be recorded. */
  async run(stopped: AbortSignal): Promise<void> {
    const startMs = this.#clock.monotonicMs() + leadInMs;
    this.#fullRateFromMs = startMs + rampMs;
    const schedule = new Schedule({
      startMs,
      perSecond: this.#config.operationsPerSecond,
      rampMs,
      vantages: [...this.#clients.keys()],
    });
    while (!stopped.aborted) {
      const waitMs = Math.max(0, schedule.nextMs - this.#clock.monotonicMs());
      await this.#clock.sleep(waitMs, stopped).catch(() => {});
      if (stopped.aborted) break;
      for (const arrival of schedule.takeDue(this.#clock.monotonicMs())) this.#start(arrival);
    }
  }

  /** Waits for what is under way, at most `graceMs`, then gives it up, and closes connections. */
  async finish(graceMs: number): Promise<void> {
    const giveUp = setTimeout(() => {
      for (const client of this.#clients.values()) client.cancel('stopped');
    }, graceMs);
    await Promise.all(this.#underWay);
    clearTimeout(giveUp);
    for (const client of this.#clients.values()) client.close();
  }

  #start({ atMs, vantage }: Arrival): void {
    const client = this.#clients.get(vantage);
    if (!client) throw new RangeError(`no client at ${vantage}`);
    const task = this.#mix.next();
    if (this.#underWay.size >= this.#config.maxInFlight) {
      const turnedAway = new NoReply('client-overload', false);
      this.#record(client.entry(task, atMs, this.#clock.monotonicMs(), turnedAway));
      return;
    }
    const done = client.perform(task, atMs).then((entry) => {
      this.#underWay.delete(done);
      if (entry.type === 'write' && entry.outcome === 'ok') this.#mix.acknowledge(entry.id);
      this.#record(entry);
    });
    this.#underWay.add(done);
  }
}
