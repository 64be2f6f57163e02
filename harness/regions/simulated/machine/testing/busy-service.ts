import type { ManagedProcess } from '../../../../processes/managed-process.ts';
import type { Processes } from '../../../../processes/processes.ts';

/** Uses this share of a processor, in pieces, by the time that it really was given. */
const script = `
  const busyMs = 20 * Number(process.argv[1]);
  const used = () => process.cpuUsage().user + process.cpuUsage().system;
  setInterval(() => {
    const end = used() + busyMs * 1000;
    while (used() < end) {}
  }, 20);
`;

/** A real process that works as steadily as a service under load. */
export function startBusyService(
  processes: Processes,
  { share, logFile }: { readonly share: number; readonly logFile: string },
): ManagedProcess {
  return processes.spawn({
    name: 'app',
    region: 'us-east-1',
    command: process.execPath,
    args: ['-e', script, String(share)],
    logFile,
  });
}
