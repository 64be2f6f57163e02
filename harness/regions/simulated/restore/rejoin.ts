import type { Clock } from '../../../../engine/index.ts';
import type { Fleet } from '../fleet.ts';
import { awaitStream } from '../replication.ts';

/** How a server was brought to follow another one's history. */
export type Rejoined = 'rewound' | 'copied anew';

/**
 * Makes a server whose history went apart a standby again: by a rewind, which changes nothing where
 * nothing went apart, or by a new copy, if there is no way back, or if the source no longer has
 * what was written since. Returns once it streams. Throws ServerFailed or DeadlineExceeded.
 */
export async function rejoin(
  fleet: Fleet,
  clock: Clock,
  region: string,
  source: string,
): Promise<Rejoined> {
  const machine = fleet.machine(region);
  const server = fleet.server(region, 'postgres');
  const follow = async () => {
    machine.follow(source);
    await server.start();
    await awaitStream(clock, fleet, region, source);
  };
  await server.stop();
  try {
    await machine.rewindTo(source);
    await follow();
    return 'rewound';
  } catch {
    // The reason is in the logs of the tool and of the server; whatever it was, a copy is right.
    await server.stop();
    await machine.copyFrom(source);
    await follow();
    return 'copied anew';
  }
}
