import { isDeepStrictEqual } from 'node:util';
import { topologyDifferences } from '../regions/index.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { type OpenRegions, type OpenRequest, openRegions } from './open-regions.ts';
import type { RigTools } from './start-regions.ts';

/** What regions that one drill has used must have in common with those that another asks for. */
export type Wanted = Pick<OpenRequest, 'root' | 'prepared' | 'topology' | 'runtime' | 'service'>;

interface Held {
  readonly wanted: Wanted;
  readonly open: OpenRegions;
  runs: number;
  /** Somebody has them, or had them and did not give them back. */
  lent: boolean;
}

/**
 * Regions that drills use one after the other. A drill gets those of the drill before it if they
 * are what it asks for and were left whole, and new ones otherwise. Disposed, they end.
 */
export class WarmRegions implements AsyncDisposable {
  #held: Held | undefined;

  /** How many runs the regions have served that `take` will give; ends those that do not serve. */
  async earlierRuns(wanted: Wanted): Promise<number> {
    const held = this.#held;
    if (held && (await isOfUse(held, wanted))) return held.runs;
    await this[Symbol.asyncDispose]();
    return 0;
  }

  /** Those that `earlierRuns` spoke of. Throws as `startRegions` does. */
  async take(wanted: Wanted, tools: RigTools): Promise<RunningRegions> {
    this.#held ??= {
      wanted,
      open: await openRegions({ ...wanted, scenario: 'warm' }, tools),
      runs: 0,
      lent: false,
    };
    this.#held.lent = true;
    return this.#held.open.regions;
  }

  /** A drill that came to its end has brought them back, as far as it can tell. */
  giveBack(): void {
    if (!this.#held) return;
    this.#held.runs += 1;
    this.#held.lent = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await held?.open[Symbol.asyncDispose]();
  }
}

async function isOfUse({ wanted: had, open, lent }: Held, wanted: Wanted): Promise<boolean> {
  if (lent || !isDeepStrictEqual(comparable(had), comparable(wanted))) return false;
  return (await topologyDifferences(open.regions)).length === 0;
}

function comparable({ root, prepared, topology, runtime, service }: Wanted) {
  return { root, plan: prepared.text, topology, runtime, service };
}
