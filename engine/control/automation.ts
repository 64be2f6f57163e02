import type { FailoverDecision } from '../decide/decide.ts';
import type { AskedAction } from '../failover/runbook.ts';
import type { ControlStore } from '../ports/control-store.ts';

/** How far the engine may act by itself, as operators left it. Survives every controller. */
export interface AutomationRecord {
  readonly paused: boolean;
  readonly by: string;
  readonly reason: string;
  /** The newest runbook that a person has looked at. */
  readonly cleared: string;
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

const first: AutomationRecord = { paused: false, by: '', reason: '', cleared: '' };

/**
 * What operators say, in the control store: any controller takes it, and the one that leads obeys.
 * Every method throws ControlStoreUnavailable.
 */
export class Automation {
  readonly #store: ControlStore;
  readonly #prefix: string;

  constructor(store: ControlStore, prefix: string) {
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

  /** What a person is asked now, by whoever leads; undefined takes it back. */
  async ask(decision: FailoverDecision | undefined): Promise<void> {
    await this.#store.put(`${this.#prefix}question`, JSON.stringify(decision ?? null));
  }

  async question(): Promise<FailoverDecision | undefined> {
    const stored = await this.#store.get(`${this.#prefix}question`);
    return stored && ((JSON.parse(stored.value) as FailoverDecision | null) ?? undefined);
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
    return stored !== undefined && JSON.parse(stored.value) !== null;
  }

  /** The request, given once only: what is asked once is never done twice. */
  async takeRequest(): Promise<Request | undefined> {
    const stored = await this.#store.get(this.#requestKey);
    const request = stored && (JSON.parse(stored.value) as Request | null);
    if (!request) return undefined;
    const taken = await this.#store.compareAndSwap(this.#requestKey, stored.revision, 'null');
    return taken ? request : undefined;
  }

  get #requestKey(): string {
    return `${this.#prefix}request`;
  }
}
