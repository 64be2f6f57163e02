import type { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import type { FaultEntry } from '../journal/entry.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import type { FaultTime } from './fault-time.ts';
import type { Undo } from './undo.ts';

export type FaultLayer = FaultEntry['layer'];

/** What a fault may touch. */
export interface FaultContext {
  readonly regions: RunningRegions;
  readonly clock: Clock;
}

/** One way to break something: a schema for its parameters, and what it does with them. */
export interface Fault<Schema extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** What is broken, in half a sentence, for `README.md`. */
  readonly breaks: string;
  readonly layer: FaultLayer;
  /** What not every runtime has: places with networks of their own. */
  readonly needs?: 'networks';
  readonly parameters: Schema;
  /** True, or why these regions cannot have it. */
  available(parameters: z.output<Schema>, regions: RunningRegions): true | string;
  /** Works out what will be done; touches nothing yet. */
  prepare(parameters: z.output<Schema>, context: FaultContext): Effect;
}

/** A fault that is worked out and not yet applied. */
export interface Effect {
  /** What is broken, for a reader. */
  readonly target: string;
  /** Its inverse as data, any number of times, from any process; undone last first. */
  readonly undo: readonly Undo[];
  apply(): Promise<void>;
  /** One probe over the very path it breaks: is it broken now? */
  broken(): Promise<boolean>;
  /** One probe over the same path: does it work now? True before the fault and after its heal. */
  sound(): Promise<boolean>;
}

/** A fault by its name, its time and its parameters, as a scenario gives it. */
export interface FaultRequest extends FaultTime {
  readonly fault: string;
  readonly [parameter: string]: unknown;
}

/** A fault that is in force until it is disposed of, or its maximum duration is over. */
export interface Injected extends AsyncDisposable {
  readonly id: string;
  readonly fault: string;
  readonly target: string;
  /** Whether it is seen to work; waits for it at most for the room's deadline. */
  bite(): Promise<boolean>;
  /** Undoes it. Any number of times; throws UndoFailed, and then the undo log still has it. */
  heal(): Promise<void>;
  /** Whether it is seen to be gone. */
  healed(): Promise<boolean>;
}

export class FaultRefused extends Error {
  override readonly name = 'FaultRefused';
  readonly code = 'FAULT_REFUSED';

  constructor(fault: string, why: string, cause?: unknown) {
    super(`fault ${fault}: ${why}`, { cause });
  }
}
