import { randomUUID } from 'node:crypto';
import type { FailoverDecision } from '../decide/decide.ts';
import type { AskedAction } from '../failover/runbook.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore, Guard, Stored } from '../ports/control-store.ts';
import { until } from '../ports/until.ts';
import { deadlines } from '../systems/deadlines.ts';

/** How far the engine may act by itself, as operators left it. Survives every controller. */
export interface AutomationRecord {
  readonly paused: boolean;
  readonly by: string;
  readonly reason: string;
  /** The newest runbook that a person has looked at. */
  readonly cleared: string;
  /** What runbooks have left to be done and a person has looked at, by `lookedKey`. */
  readonly looked: readonly string[];
}

/** What a person is asked, by a name that no other question has. */
export interface Posed {
  readonly id: string;
  readonly decision: FailoverDecision;
}

/** What a person said to a question. */
export interface Answer {
  readonly question: string;
  readonly yes: boolean;
  readonly by: string;
}

/** What an operator has asked for, in the epoch in which that was checked. */
export interface Request {
  readonly action: AskedAction;
  readonly from: string;
  readonly to: string;
  readonly epoch: number;
  /** The next epoch is above this one too: it was begun, and the control store may not know. */
  readonly above?: number;
  readonly by: string;
}

/** None if it was taken already. */
function requestIn({ value }: Stored): Request | undefined {
  const kept = JSON.parse(value) as Request | { readonly taken: string } | null;
  return kept && 'action' in kept ? kept : undefined;
}

const first: AutomationRecord = { paused: false, by: '', reason: '', cleared: '', looked: [] };

/**
 * What operators say, in the control store: any controller takes it, and the one that leads obeys.
 * Every method throws ControlStoreUnavailable; taking a request DeadlineExceeded.
 */
export class Automation {
  readonly #clock: Clock;
  readonly #store: ControlStore;
  readonly #prefix: string;

  constructor(clock: Clock, store: ControlStore, prefix: string) {
    this.#clock = clock;
    this.#store = store;
    this.#prefix = prefix;
  }

  async read(): Promise<AutomationRecord> {
    const stored = await this.#store.get(`${this.#prefix}automation`);
    return stored ? { ...first, ...(JSON.parse(stored.value) as AutomationRecord) } : first;
  }

  async change(change: Partial<AutomationRecord>): Promise<void> {
    const record = { ...(await this.read()), ...change };
    await this.#store.put(`${this.#prefix}automation`, JSON.stringify(record));
  }

  /** What a person is asked now. False if it was not asked: another may lead by now. */
  async ask(question: Posed, guard: Guard): Promise<boolean> {
    return this.#store.putWhile(this.#questionKey, JSON.stringify(question), guard);
  }

  /** Nobody is asked this any more; what was asked after it still is. */
  async takeBack(id: string): Promise<void> {
    const stored = await this.#store.get(this.#questionKey);
    const question = stored && (JSON.parse(stored.value) as Posed | null);
    if (question?.id !== id) return;
    await this.#store.compareAndSwap(this.#questionKey, stored?.revision, 'null');
  }

  async question(): Promise<Posed | undefined> {
    const stored = await this.#store.get(this.#questionKey);
    return stored && ((JSON.parse(stored.value) as Posed | null) ?? undefined);
  }

  async answer(answer: Answer): Promise<void> {
    await this.#store.put(`${this.#prefix}answer`, JSON.stringify(answer));
  }

  /** What was answered to this question, if anything. */
  async answerTo(question: string): Promise<Answer | undefined> {
    const stored = await this.#store.get(`${this.#prefix}answer`);
    const answer = stored && (JSON.parse(stored.value) as Answer);
    return answer?.question === question ? answer : undefined;
  }

  /** A later request takes the place of one that nobody has begun. */
  async request(request: Request): Promise<void> {
    await this.#store.put(this.#requestKey, JSON.stringify(request));
  }

  async isRequested(): Promise<boolean> {
    const stored = await this.#store.get(this.#requestKey);
    return stored !== undefined && requestIn(stored) !== undefined;
  }

  /**
   * The request, given once only: what is asked once is never done twice. Who took it leaves a mark
   * of its own, so that an answer that was lost on its way is found by reading again.
   */
  async takeRequest(): Promise<Request | undefined> {
    const mark = JSON.stringify({ taken: randomUUID() });
    const deadline = { what: 'a request to be taken', ms: deadlines.controlStoreMs, everyMs: 100 };
    let request: Request | undefined;
    await until(this.#clock, deadline, async () => {
      const stored = await this.#store.get(this.#requestKey);
      if (stored?.value === mark) return true;
      request = stored && requestIn(stored);
      if (!stored || !request) return true;
      return this.#store.compareAndSwap(this.#requestKey, stored.revision, mark);
    });
    return request;
  }

  get #questionKey(): string {
    return `${this.#prefix}question`;
  }

  get #requestKey(): string {
    return `${this.#prefix}request`;
  }
}
