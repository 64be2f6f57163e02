import { z } from 'zod';
import type { Alert } from '../ports/notifier.ts';

const schema = z.record(
  z.string(),
  z.object({
    kind: z.string(),
    severity: z.string(),
    stage: z.string().default(''),
    atMs: z.number(),
  }),
);

/** What was told last of each incident; all times are milliseconds since 1970. */
export type Told = z.output<typeof schema>;

/** Throws if the text is none. */
export function toldFrom(json: string): Told {
  return schema.parse(JSON.parse(json));
}

/** Whether this adds nothing to what was told of its incident last. */
export function isRepeat(told: Told, { kind, severity, stage, dedupKey }: Alert): boolean {
  const last = told[dedupKey];
  return last?.kind === kind && last.severity === severity && last.stage === stage;
}

/** With this alert as the last that was told of its incident. */
export function tellingOf(told: Told, alert: Alert, atMs: number): Told {
  const { kind, severity, stage, dedupKey } = alert;
  return { ...told, [dedupKey]: { kind, severity, stage, atMs } };
}

/** Without what is older than the window, whichever way the calendar clock stepped. */
export function recentOf(told: Told, nowMs: number, windowMs: number): Told {
  const isRecent = ({ atMs }: Told[string]) => Math.abs(nowMs - atMs) < windowMs;
  return Object.fromEntries(Object.entries(told).filter(([, last]) => isRecent(last)));
}
