import { setImmediate as soon } from 'node:timers/promises';
import { Deposed } from '../lead/tenure.ts';
import type { Claim, ClaimSink } from '../ports/claim.ts';
import type { Clock } from '../ports/clock.ts';
import type { ControlStore, Guard } from '../ports/control-store.ts';
import { until } from '../ports/until.ts';
import { deadlines } from '../systems/deadlines.ts';
import type { LeftSteps, RunbookRecord, StepEvent } from './record.ts';

export interface LedgerOptions {
  readonly clock: Clock;
  readonly store: ControlStore;
  readonly key: string;
  readonly claim: ClaimSink;
  /** Held by the controller that leads: who has lost the lead writes nothing any more. */
  readonly guard: Guard;
  readonly record: RunbookRecord;
}

/**
 * The durable record of one runbook: one key in the control store, written whole. Events that
 * arrive while a write is on its way go into the next one together.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  #record: RunbookRecord;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#record = options.record;
  }

  get record(): RunbookRecord {
    return this.#record;
  }

  /**
   * Claims at once; resolves when it is durable. Throws Deposed if another controller may lead, and
   * DeadlineExceeded if it cannot be written.
   */
  step(name: string, event: StepEvent, detail?: string): Promise<void> {
    return this.#save(this.#claimed(name, event, detail));
  }

  /** The step has made the rest needless: one write, so that nobody goes on from between. */
  avert(name: string, detail: string): Promise<void> {
    const record = this.#claimed(name, 'succeeded', detail);
    return this.#save({ ...record, outcome: 'averted', note: detail });
  }

  /** Claims and records what is left as it is, and why; what the step did stays on record. */
  note(name: string, detail: string): Promise<void> {
    const { epoch, trigger } = this.#record;
    this.#options.claim({ step: name, event: 'noted', epoch, trigger, detail });
    const said = `${name}: ${detail}`;
    const { note } = this.#record;
    return this.#save({ ...this.#record, note: note === undefined ? said : `${note}; ${said}` });
  }

  /** The target is about to be told to lead, and there is no way back. */
  commit(to: string): Promise<void> {
    return this.#save({ ...this.#record, to, committed: true });
  }

  /** These regions were not told to leave the old side, and so need not be told to come back. */
  leftUntold(untold: readonly string[]): Promise<void> {
    return this.#save({ ...this.#record, untold });
  }

  /** What was begun is undone from here on; what was noted of an earlier try is over. */
  turnBack(): Promise<void> {
    const { note: _, ...record } = this.#record;
    return this.#save({ ...record, direction: 'back' });
  }

  /** With what is left to be done, where it succeeded without that. */
  end(outcome: RunbookRecord['outcome'], left?: LeftSteps): Promise<void> {
    return this.#save({ ...this.#record, outcome, ...(left && { left }) });
  }

  #claimed(name: string, event: StepEvent, detail: string | undefined): RunbookRecord {
    const { epoch, trigger, steps } = this.#record;
    const words: Claim = { step: name, event, epoch, trigger };
    this.#options.claim(detail === undefined ? words : { ...words, detail });
    const at = { event, wallMs: this.#options.clock.wallMs() };
    const entry = detail === undefined ? at : { ...at, detail };
    return { ...this.#record, steps: { ...steps, [name]: entry } };
  }

  #save(record: RunbookRecord): Promise<void> {
    this.#record = record;
    if (this.#next) return this.#next;
    const next = this.#writing
      .catch(() => undefined)
      // The end of a step begins others at once: all of that goes into one write.
      .then(() => soon())
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
    const { clock, store, key, guard } = this.#options;
    const deadline = { what: 'the runbook to be durable', ms: deadlines.controlStoreMs };
    const written = await until(clock, { ...deadline, everyMs: 100 }, async () =>
      (await store.putWhile(key, text, guard)) ? 'written' : 'deposed',
    );
    if (written === 'deposed') throw new Deposed();
  }
}
