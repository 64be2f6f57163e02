import type { PartName } from './part.ts';

export type UnavailableCode =
  | 'TOOL_MISSING'
  | 'TOOL_FAILED'
  | 'WRONG_VERSION'
  | 'CHECKSUM'
  | 'DISK_FULL'
  | 'CACHE_UNUSABLE';

interface Circumstances {
  readonly code: UnavailableCode;
  readonly part: PartName;
  readonly what: string;
  readonly remedy: string;
  /** Last lines the failed tool printed. */
  readonly output?: readonly string[];
  readonly cause?: unknown;
}

/** A part cannot be had on this machine as it is; says which one, why, and what to try. */
export class PartUnavailable extends Error {
  override readonly name = 'PartUnavailable';
  readonly code: UnavailableCode;
  readonly part: PartName;
  readonly remedy: string;
  readonly output: readonly string[];

  constructor(circumstances: Circumstances) {
    const { code, part, what, remedy, output = [], cause } = circumstances;
    const printed = output.map((line) => `\n    ${line}`).join('');
    super(`${part}: ${what}. Try: ${remedy}${printed}`, { cause });
    this.code = code;
    this.part = part;
    this.remedy = remedy;
    this.output = output;
  }
}

/** Several parts cannot be had; `errors` has one PartUnavailable for each. */
export class PartsUnavailable extends AggregateError {
  override readonly name = 'PartsUnavailable';
  readonly code = 'PARTS_UNAVAILABLE';

  constructor(errors: readonly PartUnavailable[]) {
    super(errors, errors.map((error) => error.message).join('\n'));
  }
}

const freeSpace = 'free some disk space, or set BLACKSTART_CACHE to a directory on another disk';

/** Whatever went wrong while `part` was being made, as a PartUnavailable. */
export function asUnavailable(part: PartName, error: unknown): PartUnavailable {
  if (error instanceof PartUnavailable) return error;
  const what = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|EDQUOT/.test(what)) {
    return new PartUnavailable({ code: 'DISK_FULL', part, what, remedy: freeSpace, cause: error });
  }
  const remedy = 'set BLACKSTART_CACHE to a directory this user may write to';
  return new PartUnavailable({ code: 'CACHE_UNUSABLE', part, what, remedy, cause: error });
}

/** What a tool printed tells that the disk is full. */
export function saysDiskFull(lines: readonly string[]): boolean {
  return lines.some((line) => /no space left on device|disk quota exceeded|ENOSPC/i.test(line));
}

/** The error for a tool that printed that the disk is full. */
export function diskFull(part: PartName, output: readonly string[]): PartUnavailable {
  const what = 'the disk is full';
  return new PartUnavailable({ code: 'DISK_FULL', part, what, remedy: freeSpace, output });
}
