import type { FailoverDecision } from '../decide/decide.ts';
import type { RunbookRecord } from '../failover/record.ts';
import { isAsked } from '../failover/runbook.ts';
import type { Plan } from '../plan/schema.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Alert, Notifier } from '../ports/notifier.ts';
import type { Unfit } from '../watch/unfit.ts';
import type { Posed } from './automation.ts';

export interface AnnouncementsOptions {
  readonly clock: Clock;
  readonly plan: Pick<Plan, 'name' | 'triggers'>;
  readonly claim: ClaimSink;
  readonly notifier: Notifier;
}

/** Alerts name it where a condition's name would stand. */
const unfitTrigger = (of: Unfit['of']) => `unfit_${of === 'postgres' ? 'database' : of}`;

const unfitWords = ({ of, region, why }: Unfit) =>
  `${of === 'postgres' ? 'the database' : of} of ${region} ${why}`;

const resolved = { severity: 'info', kind: 'resolve', stage: 'over' } as const;

/** Where and in which epoch something was detected. */
interface Incident {
  readonly region: string;
  readonly epoch: number;
  /** Its runbook has failed, and nobody has looked yet. */
  readonly failed?: true;
}

/** What the controller says of itself, to the record and to people; each thing once. */
export class Announcements {
  readonly #options: AnnouncementsOptions;
  /** By trigger; one that is over may be told anew. */
  readonly #open = new Map<string, Incident>();
  /** By system and region. */
  readonly #unfit = new Map<string, Unfit>();

  constructor(options: AnnouncementsOptions) {
    this.#options = options;
  }

  /** A trigger's condition has held. Said once in an epoch for each trigger. */
  detected(trigger: string, region: string, epoch: number, detail: string): void {
    const open = this.#open.get(trigger);
    if (open?.failed || open?.epoch === epoch) return;
    this.#open.set(trigger, { region, epoch });
    this.#options.claim({ step: 'detected', event: 'noted', epoch, trigger, detail });
    const severity = this.#options.plan.triggers[trigger]?.severity ?? 'critical';
    const summary = `${trigger} in ${region}: ${detail}`;
    const words = { severity, kind: 'trigger', stage: 'detected', summary } as const;
    this.#tell(words, trigger, { region, epoch });
  }

  /** Whatever was detected and is not met any more is over, and nobody had to do anything. */
  over(met: Readonly<Record<string, unknown>>): void {
    this.#resolve(({ trigger, failed }) => !(trigger in met) && !failed);
  }

  /** A person has looked at what failed: it may be over, and is told anew if it is not. */
  looked(): void {
    for (const [trigger, { region, failed }] of this.#open) {
      if (failed) this.#open.set(trigger, { region, epoch: Number.NaN });
    }
  }

  #resolve(isOver: (incident: Incident & { readonly trigger: string }) => boolean): void {
    for (const [trigger, incident] of this.#open) {
      if (!isOver({ ...incident, trigger })) continue;
      this.#open.delete(trigger);
      const summary = `${trigger} in ${incident.region} is over`;
      this.#tell({ ...resolved, summary }, trigger, incident);
    }
  }

  decided({ trigger, epoch, from, to }: FailoverDecision): void {
    const detail = `${from} to ${to}`;
    this.#options.claim({ step: 'decided', event: 'noted', epoch, trigger, detail });
  }

  /** An operator has asked for it, so that nothing was detected. */
  obeyed({ trigger, epoch, from, to }: FailoverDecision, by: string): void {
    const detail = `${trigger}: ${from} to ${to}, as ${by} asked`;
    this.#options.claim({ step: 'decided', event: 'noted', epoch, trigger, detail });
  }

  /** An operator has had a runbook that failed taken up again. */
  retried({ trigger, epoch, from, to }: RunbookRecord, by: string): void {
    const detail = `${from} to ${to}, from where it stands, as ${by} asked`;
    this.#options.claim({ step: 'retried', event: 'noted', epoch, trigger, detail });
  }

  /** An operator has asked for it in an epoch that is over. */
  dropped({ trigger, epoch, from, to }: FailoverDecision, by: string, asked: number): void {
    const detail = `${trigger}: ${from} to ${to}, as ${by} asked in epoch ${asked}, which is over`;
    this.#options.claim({ step: 'dropped', event: 'noted', epoch, trigger, detail });
  }

  asked({ trigger, epoch, from, to }: FailoverDecision, question: string, why: string): void {
    const detail = `${from} to ${to}? ${why}; a person has to answer ${question}`;
    this.#options.claim({ step: 'asked', event: 'noted', epoch, trigger, detail });
    const stage = `asked ${question}`;
    const words = { severity: 'critical', kind: 'trigger', stage } as const;
    this.#tell({ ...words, summary: `${trigger}: ${detail}` }, trigger, { region: from, epoch });
  }

  /** Nobody has to answer any more; what it was about may go on. */
  closed({ id, decision }: Posed, how: 'answered' | 'withdrawn', detail: string): void {
    const { trigger, epoch, from } = decision;
    this.#options.claim({ step: how, event: 'noted', epoch, trigger, detail });
    const words = { severity: 'info', kind: 'trigger', stage: `${how} ${id}` } as const;
    const summary = `${trigger}: question ${id} is ${how}: ${detail}`;
    this.#tell({ ...words, summary }, trigger, { region: from, epoch });
  }

  ended(record: RunbookRecord, won: boolean, detail: string): void {
    const { trigger, from, epoch } = record;
    const event = won ? 'succeeded' : 'failed';
    this.#options.claim({ step: 'recovered', event, epoch, trigger, detail });
    this.#open.delete(trigger);
    // What an operator asked for has no condition that could be over.
    if (!won && !isAsked(record)) this.#open.set(trigger, { region: from, epoch, failed: true });
    // The service has left the region, and with it whatever was wrong there.
    if (won) this.#resolve(({ region }) => region === from);
    // Where a region was to be activated nobody serves.
    const lost = isAsked(record) && record.action !== 'activate' ? 'warning' : 'disaster';
    const failed = { severity: lost, kind: 'trigger', stage: 'failed' } as const;
    const words = { ...(won ? resolved : failed), summary: detail };
    this.#tell(words, trigger, { region: from, epoch });
  }

  /** A step has made the rest of the runbook needless, and the trigger's condition is over. */
  averted({ trigger, from, epoch }: RunbookRecord, why: string): void {
    this.#options.claim({ step: 'averted', event: 'noted', epoch, trigger, detail: why });
    this.#open.delete(trigger);
    const summary = `nothing is moved: ${why}`;
    this.#tell({ ...resolved, summary }, trigger, { region: from, epoch });
  }

  /**
   * Systems that let nothing be moved to their region: people are told before there is a disaster,
   * and again when that is not seen any more, be it that the system is silent.
   */
  unfit(found: readonly Unfit[], { epoch }: Pick<Incident, 'epoch'>): void {
    for (const [key, told] of this.#unfit) {
      if (found.some((each) => unfitWords(each) === unfitWords(told))) continue;
      this.#unfit.delete(key);
      const summary = `not seen any more: ${unfitWords(told)}`;
      this.#tell({ ...resolved, summary }, unfitTrigger(told.of), { region: told.region, epoch });
    }
    for (const each of found) {
      const { of, region } = each;
      const key = `${of} ${region}`;
      if (this.#unfit.has(key)) continue;
      this.#unfit.set(key, each);
      const detail = unfitWords(each);
      this.#options.claim({ step: 'unfit', event: 'noted', epoch, detail });
      const words = { severity: 'warning', kind: 'trigger', stage: 'unfit' } as const;
      this.#tell({ ...words, summary: detail }, unfitTrigger(of), { region, epoch });
    }
  }

  /** Who leads, and since when. */
  leads(detail: string, epoch: number): void {
    this.#options.claim({ step: 'leads', event: 'noted', epoch, detail });
  }

  /** All alerts about one incident have its key, until one of them resolves it. */
  #tell(
    words: Pick<Alert, 'severity' | 'kind' | 'stage' | 'summary'>,
    trigger: string,
    { region, epoch }: Incident,
  ): void {
    const { plan, clock, notifier } = this.#options;
    const dedupKey = `${plan.name}/${region}/${trigger}`;
    notifier.notify({ ...words, trigger, region, epoch, dedupKey, occurredAtMs: clock.wallMs() });
  }
}
