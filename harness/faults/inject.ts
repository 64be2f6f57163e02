import { type Clock, until } from '../../engine/index.ts';
import type { FaultEntry } from '../journal/entry.ts';
import type { RunningRegions, ServerName } from '../regions/runtime.ts';
import { deadlines } from './deadlines.ts';
import {
  type Effect,
  type Fault,
  FaultRefused,
  type FaultRequest,
  type Injected,
} from './fault.ts';
import { findFault } from './find-fault.ts';
import { SeveralFailed } from './several-failed.ts';
import type { Undoer } from './undo.ts';
import { countLogged, markDone, type PendingUndo, undoPending, writePending } from './undo-log.ts';

export interface InjectorOptions {
  readonly regions: RunningRegions;
  readonly runDir: string;
  readonly clock: Clock;
  readonly record: (entry: FaultEntry) => void;
}

/** Injects faults into one run, and writes down what they do and what undoes them. */
export interface Injector {
  /** True, or why this fault cannot be had. Throws FaultRefused if it is not even well-formed. */
  available(request: FaultRequest): true | string;
  /**
   * Injects several at the same instant, in their order, each as soon as the one before is in
   * force. Throws FaultRefused, having touched nothing, if one is not available, or breaks
   * something that does not work as it is; if one cannot be applied, undoes it and those before it,
   * writes down whether they are seen to be gone, and throws its error, with those of the undoing.
   */
  inject(requests: readonly FaultRequest[]): Promise<readonly Injected[]>;
}

interface Prepared {
  readonly id: string;
  readonly fault: Fault;
  readonly effect: Effect;
  /** How long it may last, milliseconds. */
  readonly forMs: number;
}

export function createInjector(options: InjectorOptions): Injector {
  const { regions, clock } = options;
  const prepare = (request: FaultRequest) => {
    const { fault, parameters } = findFault(request);
    const available = fault.available(parameters, regions);
    if (available !== true) throw new FaultRefused(fault.name, available);
    const effect = fault.prepare(parameters, { regions, clock });
    return { fault, effect, forMs: request.forMs ?? deadlines.faultMs };
  };
  return {
    available: (request) => {
      const { fault, parameters } = findFault(request);
      return fault.available(parameters, regions);
    },
    inject: async (requests) => {
      const found = requests.map(prepare);
      await Promise.all(found.map((one) => beSound(clock, one)));
      const before = countLogged(options.runDir);
      const prepared = found.map((one, index) => ({
        ...one,
        id: `${one.fault.name}-${before + index + 1}`,
      }));
      // All are written down before the first is applied, so that no disk stands between them.
      for (const { id, effect } of prepared) {
        writePending(options.runDir, { id, target: effect.target, undo: [...effect.undo] });
      }
      return applyAll(options, prepared);
    },
  };
}

/** Undoes faults in the reverse of their order; all are tried, then the first error is thrown. */
export async function healAll(injected: readonly Injected[]): Promise<void> {
  const errors: unknown[] = [];
  for (const one of [...injected].reverse()) {
    await one.heal().catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}

async function beSound(clock: Clock, { fault, effect }: Omit<Prepared, 'id'>): Promise<void> {
  const works = { what: `${effect.target} to work before it is broken`, ms: deadlines.soundMs };
  await until(clock, works, () => effect.sound()).catch((error: unknown) => {
    throw new FaultRefused(fault.name, (error as Error).message, error);
  });
}

/** All in force, or none: an effect that failed may be half there, so it is undone as well. */
async function applyAll(
  options: InjectorOptions,
  prepared: readonly Prepared[],
): Promise<readonly Injected[]> {
  const tried: Armed[] = [];
  try {
    for (const one of prepared) {
      const armed = arm(options, one);
      tried.push(armed);
      await armed.apply();
    }
    return tried;
  } catch (error) {
    const later = await takeBack(tried);
    for (const { id } of prepared.slice(tried.length)) markDone(options.runDir, id);
    if (later.length === 0) throw error;
    throw new SeveralFailed([error, ...later]);
  }
}

/** Undoes what was tried, and looks whether it is gone; gives the errors of the undoing. */
async function takeBack(tried: readonly Armed[]): Promise<readonly unknown[]> {
  const errors: unknown[] = [];
  for (const one of [...tried].reverse()) {
    await one.heal('a fault could not be applied').catch((error: unknown) => errors.push(error));
  }
  await Promise.all(tried.map((one) => one.healed()));
  return errors;
}

/** A fault that is written down, and can be applied and undone. */
interface Armed extends Injected {
  apply(): Promise<void>;
  heal(detail?: string): Promise<void>;
}

function arm(options: InjectorOptions, prepared: Prepared): Armed {
  const { runDir, clock } = options;
  const { id, effect, fault, forMs } = prepared;
  const pending: PendingUndo = { id, target: effect.target, undo: [...effect.undo] };
  const record = recorderOf(options, prepared);
  const over = new AbortController();
  let healing: Promise<void> | undefined;
  const heal = (detail?: string) => {
    over.abort();
    healing ??= (async () => {
      record('heal', clock.monotonicMs(), detail);
      await undoPending(runDir, pending, undoerOf(options));
    })().catch((error: unknown) => {
      healing = undefined;
      throw error;
    });
    return healing;
  };
  const apply = async () => {
    record('inject', clock.monotonicMs());
    await effect.apply();
    clock
      .sleep(forMs, over.signal)
      .then(() => heal('its time is over'))
      .catch(() => undefined);
  };
  const see = async (what: string, ms: number, probe: () => Promise<boolean>) =>
    firstSeen(clock, { what: `${effect.target} to be ${what}`, ms }, probe);
  return {
    id,
    fault: fault.name,
    target: effect.target,
    apply,
    heal,
    bite: async () => {
      const seenMs = await see('broken', deadlines.biteMs, effect.broken);
      record(seenMs === undefined ? 'no-bite' : 'bite', seenMs ?? clock.monotonicMs());
      return seenMs !== undefined;
    },
    healed: async () => {
      const seenMs = await see('sound', deadlines.healedMs, effect.sound);
      record(seenMs === undefined ? 'not-healed' : 'healed', seenMs ?? clock.monotonicMs());
      return seenMs !== undefined;
    },
    [Symbol.asyncDispose]: () => heal(),
  };
}

/**
 * When the probe that first succeeded began: one that waits for silence ends long after the moment
 * it tells of. Undefined at the deadline.
 */
async function firstSeen(
  clock: Clock,
  deadline: { what: string; ms: number },
  probe: () => Promise<boolean>,
): Promise<number | undefined> {
  const every = { ...deadline, everyMs: deadlines.probeEveryMs };
  return until(clock, every, async () => {
    const beganMs = clock.monotonicMs();
    return (await probe()) ? beganMs : undefined;
  }).catch(() => undefined);
}

function recorderOf({ record }: InjectorOptions, { id, fault, effect }: Prepared) {
  return (event: FaultEntry['event'], atMs: number, detail?: string) =>
    record({
      kind: 'fault',
      atMs,
      id,
      fault: fault.name,
      event,
      layer: fault.layer,
      target: effect.target,
      ...(detail === undefined ? {} : { detail }),
    });
}

function undoerOf({ clock, regions }: InjectorOptions): Undoer {
  return {
    clock,
    startServer: async (region: string, name: ServerName) => {
      const server = regions.server(region, name);
      if (server.pid() === undefined) await server.start();
    },
  };
}
