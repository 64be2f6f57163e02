import { z } from 'zod';
import type { ServerName } from '../../regions/runtime.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { askServer, findServer } from './server-path.ts';

export const serverParameters = z.strictObject({
  region: z.string(),
  server: z.custom<ServerName>(
    (value) => typeof value === 'string',
    'expected the name of a server',
  ),
});

/** SIGKILL, as when a machine loses its power; what it had in memory is gone. */
export const killServer: Fault<typeof serverParameters> = {
  name: 'kill-server',
  breaks: 'a server ends by SIGKILL, as when its machine loses power',
  layer: 'process',
  parameters: serverParameters,
  available: ({ region, server }, regions) =>
    findServer(regions, region, server) ? true : `no ${server} in ${region}`,
  prepare: ({ region, server }, context) => {
    const handle = findServer(context.regions, region, server);
    if (!handle) throw new FaultRefused('kill-server', `no ${server} in ${region}`);
    return {
      target: `${server} in ${region}`,
      undo: [{ undo: 'start-server', region, server }],
      apply: () => handle.kill(),
      broken: async () => {
        const answer = await askServer(context, region, server);
        return answer === undefined
          ? handle.pid() === undefined
          : answer === 'refused' || answer === 'ended';
      },
      sound: async () => {
        const answer = await askServer(context, region, server);
        if (answer !== undefined) return answer === 'answered';
        return handle.pid() !== undefined || handle.retired?.() === true;
      },
    };
  },
};
