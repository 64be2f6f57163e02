import type { Fault } from '../fault.ts';
import { killServer, type serverParameters } from './kill-server.ts';
import { findServer } from './server-path.ts';

/**
 * As an operator stops it, in order: it ends what it has begun and tells its peers. With `forMs` it
 * is a restart.
 */
export const stopServer: Fault<typeof serverParameters> = {
  ...killServer,
  name: 'stop-server',
  breaks: 'a server is stopped in order; with `forMs` it is restarted',
  prepare: (asked, context) => ({
    ...killServer.prepare(asked, context),
    apply: async () => findServer(context.regions, asked.region, asked.server)?.stop(),
  }),
};
