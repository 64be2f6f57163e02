import { Counter, Histogram, Registry } from 'prom-client';
import type { Decision } from '../decide/decide.ts';
import type { Claim } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Alert } from '../ports/notifier.ts';
import { Gauges } from './gauges.ts';

/** A warm cache takes a tenth of a second, a database's promotion half a minute. */
const BUCKETS_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const ENDS: readonly string[] = ['succeeded', 'failed', 'undone'];

/** The engine in numbers, for Prometheus: counted from what it says, and read from its status. */
export class Metrics {
  readonly #clock: Clock;
  readonly #registry = new Registry();
  readonly #gauges = new Gauges(this.#registry);
  readonly #decisions = this.#counter('decisions', 'Changes of decision', ['kind', 'why']);
  readonly #runbooks = this.#counter('runbooks', 'Runbooks that ended', ['outcome']);
  readonly #steps = this.#counter('steps', 'Steps that ended', ['step', 'outcome']);
  readonly #alerts = this.#counter('alerts', 'Alerts to people', ['severity']);
  readonly #stepSeconds = this.#histogram('step', 'From the start of a step to its end', ['step']);
  readonly #decisionSeconds = this.#histogram('decision', 'From detected to decided', []);
  readonly #startedMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  claim({ step, event }: Claim): void {
    const nowMs = this.#clock.monotonicMs();
    if (event === 'started' || step === 'detected') this.#startedMs.set(step, nowMs);
    else if (step === 'decided') this.#observeSince('detected', nowMs, this.#decisionSeconds);
    else if (step === 'averted') this.#runbooks.inc({ outcome: step });
    else if (!ENDS.includes(event)) return;
    else if (step === 'recovered') this.#runbooks.inc({ outcome: event });
    else {
      this.#steps.inc({ step, outcome: event });
      this.#observeSince(step, nowMs, this.#stepSeconds, { step });
    }
  }

  decision(decision: Decision): void {
    const { kind } = decision;
    this.#decisions.inc({ kind, why: kind === 'failover' ? decision.trigger : decision.why });
  }

  alert({ severity }: Alert): void {
    this.#alerts.inc({ severity });
  }

  /** In Prometheus' text format. */
  async text(status: unknown): Promise<string> {
    this.#gauges.read(status, this.#clock.monotonicMs());
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Once only: what is undone after it ended took no longer. */
  #observeSince<L extends string>(
    begun: string,
    nowMs: number,
    histogram: Histogram<L>,
    labels: Partial<Record<L, string>> = {},
  ): void {
    const sinceMs = this.#startedMs.get(begun);
    this.#startedMs.delete(begun);
    if (sinceMs !== undefined) histogram.observe(labels, (nowMs - sinceMs) / 1000);
  }

  #counter<const L extends string>(what: string, help: string, labelNames: readonly L[]) {
    const name = `blackstart_${what}_total`;
    return new Counter<L>({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram<const L extends string>(what: string, help: string, labelNames: readonly L[]) {
    const name = `blackstart_${what}_seconds`;
    const buckets = BUCKETS_SECONDS;
    return new Histogram<L>({ name, help, labelNames, buckets, registers: [this.#registry] });
  }
}
