import type { FailoverDecision } from '../decide/decide.ts';
import type { Outcome } from '../failover/run.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Notifier } from '../ports/notifier.ts';

/** What the controller says of itself, to the record and to people; each thing once. */
export class Announcements {
  readonly #claim: ClaimSink;
  readonly #notifier: Notifier;
  readonly #detected = new Set<string>();

  constructor(claim: ClaimSink, notifier: Notifier) {
    this.#claim = claim;
    this.#notifier = notifier;
  }

  /** A trigger's condition has held. Said once in an epoch for each trigger. */
  detected(trigger: string, region: string, epoch: number, detail: string): void {
    const what = `${epoch} ${trigger}`;
    if (this.#detected.has(what)) return;
    this.#detected.add(what);
    this.#claim({ step: 'detected', event: 'noted', epoch, trigger, detail });
    const summary = `${trigger} in ${region}: ${detail}`;
    this.#notifier.notify({ severity: 'critical', summary, epoch });
  }

  /** Nothing is wrong any more, so that the same can be said again. */
  quiet(): void {
    this.#detected.clear();
  }

  decided({ trigger, epoch, from, to }: FailoverDecision): void {
    const detail = `${from} to ${to}`;
    this.#claim({ step: 'decided', event: 'noted', epoch, trigger, detail });
  }

  asked({ trigger, epoch, from, to }: FailoverDecision, why: string): void {
    const detail = `${from} to ${to}? a person has to say (${why})`;
    this.#claim({ step: 'asked', event: 'noted', epoch, trigger, detail });
    this.#notifier.notify({ severity: 'critical', summary: `${trigger}: ${detail}`, epoch });
  }

  answered({ trigger, epoch }: FailoverDecision, detail: string): void {
    this.#claim({ step: 'answered', event: 'noted', epoch, trigger, detail });
  }

  ended(trigger: string, epoch: number, outcome: Outcome, detail: string): void {
    const won = outcome === 'succeeded';
    const event = won ? 'succeeded' : 'failed';
    this.#claim({ step: 'recovered', event, epoch, trigger, detail });
    this.#notifier.notify({ severity: won ? 'info' : 'disaster', summary: detail, epoch });
  }

  /** Who leads, and what is done about what it found. */
  leads(detail: string, epoch: number): void {
    this.#claim({ step: 'leads', event: 'noted', epoch, detail });
  }
}
