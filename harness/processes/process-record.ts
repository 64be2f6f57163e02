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

/** Processes that were started in this boot and whose end nobody wrote down. */
export function readUnended(runDir: string): readonly ProcessRecord[] {
  const lines = readJsonLines(pathOf(runDir)).flatMap((value) => {
    const parsed = line.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  const ended = new Set(lines.filter((entry) => entry.event === 'ended').map(keyOf));
  const thisBoot = bootId();
  return lines.filter(
    (entry) => entry.event === 'started' && entry.bootId === thisBoot && !ended.has(keyOf(entry)),
  ) as ProcessRecord[];
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
