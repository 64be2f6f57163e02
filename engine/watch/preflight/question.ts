import type { Unfit } from '../unfit.ts';

/** One thing asked of one system of one region, by no more than reading. */
export interface Question extends Pick<Unfit, 'of' | 'region'> {
  /**
   * Why a failover would be refused what it needs there, and what to do; undefined if it would not
   * be. Throws where that is not known, as when nobody answers within `timeoutMs`.
   */
  ask(timeoutMs: number): Promise<string | undefined>;
}

/** What was answered, or why nothing is known. */
export interface Answer extends Pick<Unfit, 'of' | 'region'> {
  /** Null if nothing would be refused. */
  readonly why?: string | null;
  readonly error?: string;
}

/** As in `6.2`: whether a version is older than another. Undefined if it is no version. */
export function isOlder(version: string, oldest: string): boolean | undefined {
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  if (Number.isNaN(major) || Number.isNaN(minor)) return undefined;
  return major === oldestMajor ? minor < oldestMinor : major < oldestMajor;
}
