import type { Clock } from '../../ports/clock.ts';
import { deadlines } from '../deadlines.ts';
import { openSession, type PostgresTarget, type Row, type Session } from './session.ts';

/**
 * A connection that is opened when it is needed and kept. Connecting takes several round trips and
 * has its own deadline, so it goes on in the background when a query could not wait for it.
 */
export class KeptSession {
  readonly #clock: Clock;
  readonly #target: PostgresTarget;
  #opening: Promise<Session> | undefined;
  #session: Session | undefined;

  constructor(clock: Clock, target: PostgresTarget) {
    this.#clock = clock;
    this.#target = target;
  }

  #open(): Promise<Session> {
    if (this.#opening) return this.#opening;
    const opening = openSession(this.#target, deadlines.postgresConnectMs);
    const forget = () => {
      if (this.#opening !== opening) return;
      this.#opening = undefined;
      this.#session = undefined;
    };
    opening.then((session) => {
      this.#session = session;
      return session.closed.then(forget);
    }, forget);
    this.#opening = opening;
    return opening;
  }

  /**
   * Throws when there is no answer within `timeoutMs`, connecting included. Where another query was
   * late and has ended the connection, this one, which may have time left, is asked again.
   */
  async query(sql: string, timeoutMs: number): Promise<readonly Row[]> {
    const lateAtMs = this.#clock.monotonicMs() + timeoutMs;
    const stop = new AbortController();
    const late = this.#clock.sleep(timeoutMs, stop.signal).then(() => {
      throw new Error(
        `no connection to ${this.#target.address.host} after ${Math.round(timeoutMs)} ms`,
      );
    });
    try {
      for (;;) {
        const session = await Promise.race([this.#open(), late]);
        try {
          return await session.query(sql, [], Math.max(1, lateAtMs - this.#clock.monotonicMs()));
        } catch (error) {
          if (session.failure() === error) throw error;
          await Promise.race([session.closed, late]);
        }
      }
    } finally {
      stop.abort();
      late.catch(() => undefined);
    }
  }

  /** Resolves when the present connection is lost; undefined if there is none. */
  lost(): Promise<void> | undefined {
    return this.#session?.closed;
  }

  close(): void {
    this.#opening?.then(
      (session) => session.close(),
      () => undefined,
    );
  }
}
