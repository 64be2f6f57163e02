import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bootId } from '../../processes/process-record.ts';
import type { Accounts } from '../simulated/site.ts';
import { claimSlot, type SlotClaim } from '../simulated/slot.ts';
import { RegionsNotHealed, RegionsNotUp, RegionsUnfit } from './errors.ts';

const credentials = z.object({ user: z.string(), password: z.string() });
const accounts = z.object({
  database: z.string(),
  service: credentials,
  operator: credentials,
  agentToken: z.string(),
}) satisfies z.ZodType<Accounts>;

const regionsFile = z.object({
  /** False until all of them have served. */
  up: z.boolean(),
  /** Processes are known by ids that are unique only since one boot. */
  bootId: z.string(),
  /** What they were brought up from: the checkout, the topology, the plan and its names. */
  repository: z.string(),
  topology: z.string(),
  planName: z.string(),
  namesFrom: z.string(),
  accounts,
  /** What runs in the place of each server, by the place's name. */
  orders: z.record(
    z.string(),
    z.object({
      ...{ pid: z.int(), startTicks: z.number(), id: z.string(), directory: z.string() },
    }),
  ),
  /** Drills that they have served. */
  runs: z.int(),
  /** Who was last in charge; the directory is there until that run has ended or was healed. */
  lastRun: z.object({ runId: z.string(), privateDir: z.string() }).optional(),
});

/** What whoever takes charge of regions that are up has to know of them; `regions.json`. */
export type RegionsFile = z.infer<typeof regionsFile>;

/** Where the regions of the Compose file keep their things, the same path in every container. */
export function regionsDirectory(environment: NodeJS.ProcessEnv): string {
  return environment.BLACKSTART_REGIONS || '/var/lib/blackstart';
}

/** For one at a time. Throws NoFreeSlot while another has them. */
export function claimRegions(directory: string): Promise<SlotClaim> {
  return claimSlot({ directory: join(directory, 'claims'), count: 1 });
}

const fileOf = (directory: string) => join(directory, 'regions.json');

/** What is known of regions, up or not; undefined if there never were any. */
export async function findRegions(directory: string): Promise<RegionsFile | undefined> {
  if (!existsSync(fileOf(directory))) return undefined;
  return regionsFile.parse(JSON.parse(await readFile(fileOf(directory), 'utf8')));
}

/** Those that are up. Throws RegionsNotUp. */
export async function readRegions(directory: string): Promise<RegionsFile> {
  const path = fileOf(directory);
  const found = await findRegions(directory).catch((cause: unknown) => {
    throw new RegionsNotUp(`${path} cannot be read, which takes root`, cause);
  });
  if (!found) throw new RegionsNotUp(`no regions are up: there is no ${path}`);
  if (!found.up) throw new RegionsNotUp(`of the regions in ${directory} some never served`);
  if (found.bootId !== bootId())
    throw new RegionsNotUp('the regions have ended with the machine, which was started again');
  return found;
}

type Wanted = Pick<RegionsFile, 'repository' | 'topology' | 'planName' | 'namesFrom'>;

/** Throws RegionsUnfit. */
export function refuseOthers(file: RegionsFile, wanted: Wanted): void {
  if (file.repository !== wanted.repository)
    throw new RegionsUnfit(`run what is in ${file.repository}, and not in ${wanted.repository}`);
  if (file.topology !== wanted.topology)
    throw new RegionsUnfit(`are ${file.topology}, and not ${wanted.topology}`);
  if (file.planName !== wanted.planName || file.namesFrom !== wanted.namesFrom)
    throw new RegionsUnfit(`have other names than plan ${wanted.planName} gives`);
}

/** Throws RegionsNotHealed. */
export function refuseUnhealed({ lastRun }: RegionsFile): void {
  if (lastRun && existsSync(lastRun.privateDir)) throw new RegionsNotHealed(lastRun.runId);
}

type Change = (file: RegionsFile) => Partial<RegionsFile>;

/** Changes what is known of regions, one change after the other; one that fails changes nothing. */
export function noting(directory: string, file: RegionsFile): (change: Change) => Promise<void> {
  let known = file;
  let last: Promise<void> = Promise.resolve();
  return async (change) => {
    const write = async () => {
      const next = { ...known, ...change(known) };
      await writeRegions(directory, next);
      known = next;
    };
    const written = last.then(write);
    last = written.catch(() => undefined);
    await written;
  };
}

export async function writeRegions(directory: string, file: RegionsFile): Promise<void> {
  const draft = `${fileOf(directory)}.draft`;
  await writeFile(draft, JSON.stringify(file, null, 2), { mode: 0o600 });
  await rename(draft, fileOf(directory));
}
