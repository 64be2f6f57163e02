import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Profile } from '../../harness/drill/profile.ts';
import type { Figure } from './figure.ts';
import { residentBytesBelow } from './resident.ts';

const LOOK_EVERY_MS = 2000;
const BYTES_PER_GIB = 2 ** 30;

/** A whole drill as a user types it: how long it takes, and what it holds in memory at its most. */
export async function drillFigures(profile: Profile, limitSeconds: number): Promise<Figure[]> {
  const beganMs = performance.now();
  const args = ['harness/cli/main.ts', 'drill', 'database_primary_failure', '--profile', profile];
  const drill = spawn(process.execPath, args, { stdio: ['ignore', 2, 2] });
  let mostBytes = 0;
  const look = setInterval(() => {
    mostBytes = Math.max(mostBytes, residentBytesBelow(drill.pid ?? 0));
  }, LOOK_EVERY_MS);
  const [code] = await once(drill, 'exit');
  clearInterval(look);
  const of = `${profile} drill, exit ${code}`;
  const seconds = (performance.now() - beganMs) / 1000;
  return [
    { what: 'a warm drill from start to end', value: seconds, limit: limitSeconds, unit: 's', of },
    { what: 'most resident memory', value: mostBytes / BYTES_PER_GIB, limit: 4, unit: 'GiB', of },
  ];
}
