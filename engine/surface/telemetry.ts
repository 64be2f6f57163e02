import type { Decision } from '../decide/decide.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notifier } from '../ports/notifier.ts';
import { EventLog } from './event-log.ts';
import { limits } from './limits.ts';
import { Metrics } from './metrics.ts';

/** Hears what the engine claims, decides and tells people; keeps it as events and as numbers. */
export class Telemetry {
  readonly events: EventLog;
  readonly metrics: Metrics;
  readonly #clock: Clock;
  #lastDecision = '';

  constructor(clock: Clock, capacity: number = limits.events) {
    this.#clock = clock;
    this.events = new EventLog(clock.wallMs().toString(36), capacity);
    this.metrics = new Metrics(clock);
  }

  /** A sink that hands every claim on, first of all. */
  hearing(sink: ClaimSink): ClaimSink {
    return (claim) => {
      sink(claim);
      this.metrics.claim(claim);
      this.events.add('claim', { wallMs: this.#clock.wallMs(), ...claim });
    };
  }

  /** A notifier that hands every alert on, first of all. */
  hearingAlerts(notifier: Notifier): Notifier {
    return {
      notify: (alert) => {
        notifier.notify(alert);
        this.metrics.alert(alert);
      },
    };
  }

  /** Many times a second it is the same; only another one is news. */
  decided(decision: Decision): void {
    const text = JSON.stringify(decision);
    if (text === this.#lastDecision) return;
    this.#lastDecision = text;
    this.metrics.decision(decision);
    this.events.add('decision', { wallMs: this.#clock.wallMs(), ...decision });
  }
}
