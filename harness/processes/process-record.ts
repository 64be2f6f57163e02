import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { appendJsonLine, readJsonLines } from './json-lines.ts';
import type { ProcessIdentity } from './process-table.ts';

const about = {
  name: z.string(),
  region: z.string(),
  command: z.string(),
  atMs: z.number(),
};

const line = z.discriminatedUnion('event', [
  z.object({ event: z.literal('intent'), ...about }),
  z.object({
    event: z.literal('started'),
    ...about,
    pid: z.number().int(),
    startTicks: z.number(),
    /** A pid and its start are unique only since one boot. */
    bootId: z.string(),
    /** Its real program, and the directory of its own it was started in, if it was given one. */
    program: z.string().optional(),
    directory: z.string().optional(),
    /** What ends it in order: SIGINT for Postgres, where SIGTERM waits for the last client. */
    stopSignal: z.custom<NodeJS.Signals>((value) => typeof value === 'string'),
  }),
  z.object({
    event: z.literal('ended'),
    pid: z.number().int(),
    startTicks: z.number(),
    atMs: z.number(),
    code: z.number().nullable(),
    signal: z.string().nullable(),
  }),
]);

export type ProcessLine = z.infer<typeof line>;
export type ProcessRecord = Extract<ProcessLine, { event: 'started' }>;

export function appendProcessLine(runDir: string, entry: ProcessLine): void {
  appendJsonLine(pathOf(runDir), entry);
}

/** Processes that were started in this boot. */
export function readStarted(runDir: string): readonly ProcessRecord[] {
  const thisBoot = bootId();
  return readLines(runDir).filter(
    (entry) => entry.event === 'started' && entry.bootId === thisBoot,
  ) as ProcessRecord[];
}

/** Those of them whose end nobody wrote down. */
export function readUnended(runDir: string): readonly ProcessRecord[] {
  const lines = readLines(runDir);
  const ended = new Set(lines.flatMap((entry) => (entry.event === 'ended' ? [keyOf(entry)] : [])));
  return readStarted(runDir).filter((record) => !ended.has(keyOf(record)));
}

function readLines(runDir: string): readonly ProcessLine[] {
  return readJsonLines(pathOf(runDir)).flatMap((value) => {
    const parsed = line.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function keyOf({ pid, startTicks }: ProcessIdentity): string {
  return `${pid}/${startTicks}`;
}

function pathOf(runDir: string): string {
  return join(runDir, 'processes.jsonl');
}
