import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunFigures, ScenarioSummary } from '../certificate/index.ts';

/** All trials that were asked for at once, whatever became of them; `<set>/set.json`. */
export interface TrialSet {
  readonly kind: 'blackstart-set';
  readonly version: 1;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Absent while it is under way, and after its program was killed. */
  readonly endedAt?: string;
  readonly scenarios: readonly string[];
  /** Of each scenario; every one is followed by a control run. */
  readonly trials: number;
  readonly seed: number;
  readonly profile: string;
  readonly engine: string;
  /** Why not all that was asked for was done, if so. */
  readonly cutShort?: string;
  readonly runs: readonly SetRun[];
  readonly summaries: readonly ScenarioSummary[];
}

export interface SetRun extends RunFigures {
  /** The run's directory, from that of the set. */
  readonly path: string;
  /** Why it says nothing and is not counted; it is not made again. */
  readonly discarded?: string;
}

/** This is not a set of trials, or not one of this version. */
export class SetUnreadable extends Error {
  override readonly name = 'SetUnreadable';
  readonly code = 'SET_UNREADABLE';
}

const NAME = 'set.json';

/** What a reader needs; figures are judged anew from the journals. */
const schema = z.object({
  kind: z.literal('blackstart-set'),
  version: z.literal(1),
  cutShort: z.string().optional(),
  runs: z.array(z.object({ path: z.string().min(1), control: z.boolean() })),
});

/** The runs of a set, by their paths from its directory. Rejects SetUnreadable. */
export async function readSet(setDir: string) {
  const file = join(setDir, NAME);
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new SetUnreadable(`${file} is no set of trials: ${why}`, { cause });
  }
}

/** Replaces the file at once, so that it is whole whenever the program is killed. */
export async function writeSet(setDir: string, set: TrialSet): Promise<void> {
  await mkdir(setDir, { recursive: true });
  const file = join(setDir, NAME);
  await writeFile(`${file}.draft`, `${JSON.stringify(set, null, 2)}\n`);
  await rename(`${file}.draft`, file);
}
