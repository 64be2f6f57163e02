import type { EndedMove } from '../ports/capabilities.ts';
import type { Clock } from '../ports/clock.ts';

/** One part of a system's failover. */
export interface Move {
  readonly name: string;
  /** Does it and proves it; says in a few words what was done. */
  run(): Promise<string>;
  /**
   * Whether the move ended or failed half-way; may be told again. Throws NoWayBack where only
   * going forward is left.
   */
  undo?(): Promise<void>;
}

/** Told of each move that ended; if it throws, the move counts as failed. */
export type OnMove = (move: EndedMove) => void | Promise<void>;

/** An undo that would lose what was acknowledged meanwhile: the new topology has to stand. */
export class NoWayBack extends Error {
  override readonly name = 'NoWayBack';
  readonly code = 'NO_WAY_BACK';
}

/** A system is not what it has to be; nothing was changed. */
export class SystemUnsound extends Error {
  override readonly name = 'SystemUnsound';
  readonly code = 'SYSTEM_UNSOUND';
  readonly problems: readonly string[];

  constructor(system: string, problems: readonly string[]) {
    super(`${system}: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** A failover that did not end well. `stands` is the topology that is there now. */
export class MoveFailed extends Error {
  override readonly name = 'MoveFailed';
  readonly code = 'MOVE_FAILED';
  readonly stands: 'old' | 'new' | 'unknown';

  constructor(move: string, stands: MoveFailed['stands'], cause: unknown, then: string) {
    super(`${move}: ${messageOf(cause)}; ${then}`, { cause });
    this.stands = stands;
  }
}

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message || error.name : String(error);

/**
 * Runs moves one after another. When one fails those begun are undone, last first; where there is
 * no way back the rest is done as well. Either way it throws MoveFailed, which says what stands.
 */
export async function inOrder(
  clock: Clock,
  moves: readonly Move[],
  onMove: OnMove = () => undefined,
): Promise<readonly EndedMove[]> {
  const ended: EndedMove[] = [];
  for (const [index, move] of moves.entries()) {
    const startMs = clock.monotonicMs();
    try {
      const detail = await move.run();
      const tookMs = clock.monotonicMs() - startMs;
      const end = { name: move.name, detail, tookMs };
      ended.push(end);
      await onMove(end);
    } catch (error) {
      throw await goBack(moves, index, error);
    }
  }
  return ended;
}

async function goBack(moves: readonly Move[], index: number, cause: unknown): Promise<MoveFailed> {
  const failed = moves[index]?.name ?? '';
  for (const move of moves.slice(0, index + 1).reverse()) {
    try {
      await move.undo?.();
    } catch (error) {
      const why = `${move.name} not undone: ${messageOf(error)}`;
      if (error instanceof NoWayBack) return goOn(moves.slice(index), failed, cause, why);
      return new MoveFailed(failed, 'unknown', cause, why);
    }
  }
  return new MoveFailed(failed, 'old', cause, 'all was undone');
}

/** From the move that failed on, since what it did is at least to be told again. */
async function goOn(
  rest: readonly Move[],
  failed: string,
  cause: unknown,
  why: string,
): Promise<MoveFailed> {
  for (const move of rest) {
    try {
      await move.run();
    } catch (error) {
      const then = `${why}; and ${move.name}: ${messageOf(error)}`;
      return new MoveFailed(failed, 'unknown', cause, then);
    }
  }
  return new MoveFailed(failed, 'new', cause, why);
}
