import type { Claim, ClaimSink } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore } from '../ports/control-store.ts';
import { until } from '../ports/until.ts';
import { deadlines } from '../systems/deadlines.ts';

export type StepEvent = 'started' | 'succeeded' | 'failed' | 'undone';

export interface RunbookRecord {
  readonly id: string;
  readonly trigger: string;
  readonly from: string;
  readonly to: string;
  readonly epoch: number;
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'undone';
  readonly steps: Readonly<
    Record<string, { readonly event: StepEvent; readonly wallMs: number; readonly detail?: string }>
  >;
  /** Why a runbook that failed was left where it is. */
  readonly note?: string;
}

/**
 * The durable record of one runbook: one key in the control store, written whole. Events that
 * arrive while a write is on its way go into the next one together.
 */
export class Ledger {
  readonly #clock: Clock;
  readonly #store: ControlStore;
  readonly #key: string;
  readonly #claim: ClaimSink;
  #record: RunbookRecord;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(options: {
    readonly clock: Clock;
    readonly store: ControlStore;
    readonly key: string;
    readonly claim: ClaimSink;
    readonly record: RunbookRecord;
  }) {
    this.#clock = options.clock;
    this.#store = options.store;
    this.#key = options.key;
    this.#claim = options.claim;
    this.#record = options.record;
  }

  get record(): RunbookRecord {
    return this.#record;
  }

  /** Claims at once; resolves when it is durable. Throws DeadlineExceeded if it cannot be. */
  step(name: string, event: StepEvent, detail?: string): Promise<void> {
    const { epoch, trigger } = this.#record;
    const words: Claim = { step: name, event, epoch, trigger };
    this.#claim(detail === undefined ? words : { ...words, detail });
    const at = { event, wallMs: this.#clock.wallMs() };
    const entry = detail === undefined ? at : { ...at, detail };
    return this.#save({ ...this.#record, steps: { ...this.#record.steps, [name]: entry } });
  }

  /** Claims and records why the way ends here; what the step did stays on record as it was. */
  note(name: string, detail: string): Promise<void> {
    const { epoch, trigger } = this.#record;
    this.#claim({ step: name, event: 'noted', epoch, trigger, detail });
    return this.#save({ ...this.#record, note: `${name}: ${detail}` });
  }

  /** The promoted region may turn out to be another than was decided. */
  retarget(to: string): void {
    this.#record = { ...this.#record, to };
  }

  end(outcome: RunbookRecord['outcome']): Promise<void> {
    return this.#save({ ...this.#record, outcome });
  }

  #save(record: RunbookRecord): Promise<void> {
    this.#record = record;
    if (this.#next) return this.#next;
    const next = this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#writing = this.#write(JSON.stringify(this.#record));
        return this.#writing;
      });
    this.#next = next;
    // Whoever does not wait for durability must not end the process when it fails.
    next.catch(() => undefined);
    return next;
  }

  async #write(text: string): Promise<void> {
    const deadline = { what: 'the runbook to be durable', ms: deadlines.controlStoreMs };
    await until(this.#clock, { ...deadline, everyMs: 100 }, async () => {
      await this.#store.put(this.#key, text);
      return true;
    });
  }
}
