import { identityOf, readProcess } from '../../processes/process-table.ts';
import { type Fault, FaultRefused } from '../fault.ts';
import { serverParameters } from './kill-server.ts';
import { askServer, findServer } from './server-path.ts';

/** SIGSTOP: connections stand and are accepted, and nobody answers, as on a machine that hangs. */
export const freezeServer: Fault<typeof serverParameters> = {
  name: 'freeze-server',
  breaks: 'a server is paused (SIGSTOP): it accepts, and nobody answers',
  layer: 'process',
  parameters: serverParameters,
  available: ({ region, server }, regions) =>
    findServer(regions, region, server) ? true : `no ${server} in ${region}`,
  prepare: ({ region, server }, context) => {
    const handle = findServer(context.regions, region, server);
    const process = readProcess(handle?.pid() ?? 0);
    if (!handle || !process) {
      throw new FaultRefused('freeze-server', `${server} does not run in ${region}`);
    }
    const stopped = () => readProcess(process.pid)?.state === 'T';
    return {
      target: `${server} in ${region}`,
      undo: [{ undo: 'thaw', process: identityOf(process) }],
      apply: async () => handle.freeze(),
      broken: async () => {
        const answer = await askServer(context, region, server);
        return answer === undefined ? stopped() : answer === 'silent';
      },
      sound: async () => {
        const answer = await askServer(context, region, server);
        return answer === undefined ? !stopped() : answer === 'answered';
      },
    };
  },
};
