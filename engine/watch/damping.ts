/** How many results in a row it takes to change what is held of a system. */
export interface Thresholds {
  readonly failures: number;
  readonly successes: number;
}

export interface Damped {
  /** Undefined until enough results in a row were alike for the first time. */
  readonly up: boolean | undefined;
  /** How many results in a row were like the last one. */
  readonly run: number;
  readonly last: boolean | undefined;
}

export const untold: Damped = { up: undefined, run: 0, last: undefined };

/** Down after enough failures in a row, up after enough successes in a row, else as it was. */
export function damp(before: Damped, ok: boolean, { failures, successes }: Thresholds): Damped {
  const run = before.last === ok ? before.run + 1 : 1;
  const up = run >= (ok ? successes : failures) ? ok : before.up;
  return { up, run, last: ok };
}

/** Failures in a row until now. */
export function failedInARow({ last, run }: Damped): number {
  return last === false ? run : 0;
}
