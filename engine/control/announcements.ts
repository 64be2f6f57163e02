import type { FailoverDecision } from '../decide/decide.ts';
import type { Left } from '../failover/left.ts';
import type { RunbookRecord } from '../failover/record.ts';
import { isAsked } from '../failover/runbook.ts';
import type { Plan } from '../plan/schema.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { Alert, Notifier } from '../ports/notifier.ts';
import type { Unfit } from '../watch/unfit.ts';
import type { Posed } from './automation.ts';
import { type Incident, keyOf } from './incident.ts';

export interface AnnouncementsOptions {
  readonly clock: Clock;
  readonly plan: Pick<Plan, 'name' | 'triggers' | 'probes'>;
  readonly claim: ClaimSink;
  readonly notifier: Notifier;
}

/** Alerts name it where a condition's name would stand. */
const unfitTrigger = (of: Unfit['of']) => `unfit_${of === 'postgres' ? 'database' : of}`;

const unfitWords = ({ of, region, why }: Unfit) =>
  `${of === 'postgres' ? 'the database' : of} of ${region} ${why}`;

const resolved = { severity: 'info', kind: 'resolve', stage: 'over' } as const;

interface Shown extends Pick<Incident, 'trigger' | 'region'> {
  readonly words: string;
}

/** What the controller says of itself, to the record and to people; each thing once. */
export class Announcements {
  readonly #options: AnnouncementsOptions;
  /** By region and trigger; one that is over may be told anew. */
  readonly #open = new Map<string, Incident>();
  /** Of these, what another has told, by the same keys. */
  readonly #adopted = new Set<string>();
  readonly #startMs: number;

  constructor(options: AnnouncementsOptions) {
    this.#options = options;
    this.#startMs = options.clock.monotonicMs();
  }

  /** What was told here, or taken over, and is not over. */
  open(): readonly Incident[] {
    return [...this.#open.values()];
  }

  /** What the leader before has told is for this one to end. What it has told itself stays. */
  adopt(incidents: readonly Incident[]): void {
    for (const incident of incidents.filter((each) => !this.#open.has(keyOf(each)))) {
      this.#add(incident);
      this.#adopted.add(keyOf(incident));
    }
  }

  /** It is for another to say that these are over. */
  handOver(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.#remove(keyOf(incident));
  }

  /** A trigger's condition has held. Said once in an epoch for each trigger. */
  detected(trigger: string, region: string, epoch: number, detail: string): void {
    const open = this.#open.get(keyOf({ region, trigger }));
    if (open?.kind === 'failed' || open?.epoch === epoch) return;
    this.#add({ trigger, region, epoch, kind: 'condition' });
    this.#options.claim({ step: 'detected', event: 'noted', epoch, trigger, detail });
    const severity = this.#options.plan.triggers[trigger]?.severity ?? 'critical';
    const summary = `${trigger} in ${region}: ${detail}`;
    const words = { severity, kind: 'trigger', stage: 'detected', summary } as const;
    this.#tell(words, trigger, { region, epoch });
  }

  /** Whatever was detected and is not met any more is over, and nobody had to do anything. */
  over(met: Readonly<Record<string, unknown>>): void {
    this.#resolve((told) => {
      return told.kind === 'condition' && !(told.trigger in met) && this.#isKnown(told);
    });
  }

  /** A person has looked at what failed: it may be over, and is told anew if it is not. */
  looked(): void {
    for (const incident of this.#open.values()) {
      if (incident.kind === 'failed') this.#add({ ...incident, epoch: -1, kind: 'condition' });
    }
  }

  #add(incident: Incident): void {
    this.#open.set(keyOf(incident), incident);
  }

  #remove(key: string): void {
    this.#open.delete(key);
    this.#adopted.delete(key);
  }

  /** Who has not watched for its time yet, as after a restart, cannot say that it is over. */
  #isKnown(incident: Incident): boolean {
    if (!this.#adopted.has(keyOf(incident))) return true;
    const { plan, clock } = this.#options;
    const { heldForMs = 0 } = plan.triggers[incident.trigger] ?? {};
    const { retryEveryMs = 0 } = plan.probes.preflight ?? {};
    const neededMs = { condition: heldForMs, failed: 0, unfit: retryEveryMs, left: 0 };
    return clock.monotonicMs() - this.#startMs >= neededMs[incident.kind];
  }

  #resolve(isOver: (incident: Incident) => boolean): void {
    for (const [key, incident] of this.#open) {
      if (!isOver(incident)) continue;
      this.#remove(key);
      const { trigger, region, words } = incident;
      const summary = words ? `not seen any more: ${words}` : `${trigger} in ${region} is over`;
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
    const incident = { trigger, region: from, epoch } as const;
    this.#remove(keyOf(incident));
    // What an operator asked for has no condition that could be over.
    if (!won && !isAsked(record)) this.#add({ ...incident, kind: 'failed' });
    // The service has left the region, and with it whatever was wrong there.
    const ofService: readonly string[] = ['condition', 'failed'] satisfies Incident['kind'][];
    if (won) this.#resolve(({ region, kind }) => region === from && ofService.includes(kind));
    // Where a region was to be activated nobody serves.
    const lost = isAsked(record) && record.action !== 'activate' ? 'warning' : 'disaster';
    const failed = { severity: lost, kind: 'trigger', stage: 'failed' } as const;
    const words = { ...(won ? resolved : failed), summary: detail };
    this.#tell(words, trigger, incident);
  }

  /** A step has made the rest of the runbook needless, and the trigger's condition is over. */
  averted({ trigger, from, epoch }: RunbookRecord, why: string): void {
    this.#options.claim({ step: 'averted', event: 'noted', epoch, trigger, detail: why });
    this.#remove(keyOf({ region: from, trigger }));
    const summary = `nothing is moved: ${why}`;
    this.#tell({ ...resolved, summary }, trigger, { region: from, epoch });
  }

  /**
   * Systems that let nothing be moved to their region: people are told before there is a disaster,
   * and again when that is not seen any more, be it that the system is silent.
   */
  unfit(found: readonly Unfit[], { epoch }: Pick<Incident, 'epoch'>): void {
    const shown = found.map(({ of, region, why }) => {
      return { trigger: unfitTrigger(of), region, words: unfitWords({ of, region, why }) };
    });
    this.#show('unfit', shown, epoch);
  }

  /** What runbooks have succeeded without: people are told until somebody has seen to it. */
  left(found: readonly Left[], { epoch }: Pick<Incident, 'epoch'>): void {
    const shown = found.map(({ step, region, why }) => {
      return { trigger: `left_${step}`, region, words: `left in ${region}: ${step} (${why})` };
    });
    this.#show('left', shown, epoch);
  }

  /** Tells what is new among all that is so now, and what is so no longer. */
  #show(kind: 'unfit' | 'left', found: readonly Shown[], epoch: number): void {
    const isShown = (told: Incident) => found.some((each) => each.words === told.words);
    this.#resolve((told) => told.kind === kind && !isShown(told) && this.#isKnown(told));
    for (const each of found) {
      if (this.#open.has(keyOf(each))) continue;
      const incident = { ...each, epoch, kind };
      this.#add(incident);
      this.#options.claim({ step: kind, event: 'noted', epoch, detail: each.words });
      const words = { severity: 'warning', kind: 'trigger', stage: kind } as const;
      this.#tell({ ...words, summary: each.words }, each.trigger, incident);
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
    { region, epoch }: Pick<Incident, 'region' | 'epoch'>,
  ): void {
    const { plan, clock, notifier } = this.#options;
    const dedupKey = `${plan.name}/${region}/${trigger}`;
    notifier.notify({ ...words, trigger, region, epoch, dedupKey, occurredAtMs: clock.wallMs() });
  }
}
