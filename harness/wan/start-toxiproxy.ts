import type { Address } from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import type { Processes } from '../processes/processes.ts';

export interface ToxiproxyOptions {
  readonly processes: Processes;
  /** Path of the server's program. */
  readonly program: string;
  readonly api: Address;
  readonly logFile: string;
}

/** A Toxiproxy alone, for tests; `createWan` waits until its control port answers. */
export function startToxiproxy(options: ToxiproxyOptions): ManagedProcess {
  const { processes, program, api, logFile } = options;
  return processes.spawn({
    name: 'toxiproxy',
    region: 'wan',
    command: program,
    args: ['-host', api.host, '-port', String(api.port)],
    // At its default level it writes two lines for each connection.
    env: { LOG_LEVEL: 'warn' },
    logFile,
  });
}
