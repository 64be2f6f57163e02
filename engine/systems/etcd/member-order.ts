import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';

/**
 * In which order members are asked: as given, but one that failed a moment ago comes last. Else one
 * that is cut off would hold up every call for its whole time-out, and a right to lead that must
 * be renewed within a few of them could not be kept.
 */
export class MemberOrder {
  readonly #clock: Clock;
  readonly #members: readonly Address[];
  readonly #restMs: number;
  readonly #failedMs = new Map<Address, number>();

  /** A member that failed is asked last for `restMs`, milliseconds, or until it answers. */
  constructor(clock: Clock, members: readonly Address[], restMs: number) {
    this.#clock = clock;
    this.#members = members;
    this.#restMs = restMs;
  }

  now(): readonly Address[] {
    const nowMs = this.#clock.monotonicMs();
    const rests = (member: Address) => {
      const failedMs = this.#failedMs.get(member);
      return failedMs !== undefined && nowMs - failedMs < this.#restMs;
    };
    return this.#members.toSorted((a, b) => Number(rests(a)) - Number(rests(b)));
  }

  failed(member: Address): void {
    this.#failedMs.set(member, this.#clock.monotonicMs());
  }

  answered(member: Address): void {
    this.#failedMs.delete(member);
  }
}
