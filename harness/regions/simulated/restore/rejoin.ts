import type { Fleet } from '../fleet.ts';

/**
 * Makes a server whose history went apart a standby again: by a rewind, which changes nothing where
 * nothing went apart, or by a new copy. Says which. Throws ServerFailed.
 */
export async function rejoin(
  fleet: Fleet,
  region: string,
  source: string,
): Promise<'rewound' | 'copied anew'> {
  const machine = fleet.machine(region);
  const server = fleet.server(region, 'postgres');
  await server.stop();
  const how = await machine.rewindTo(source).then(
    () => 'rewound' as const,
    async () => {
      // The reason is in the tool's log; whatever it was, a new copy is right.
      await machine.copyFrom(source);
      return 'copied anew' as const;
    },
  );
  machine.follow(source);
  await server.start();
  return how;
}
