import { z } from 'zod';
import { type Alert, severities } from '../ports/notifier.ts';

/** An alert in the outbox, and the names of the channels that do not have it yet. */
export interface Entry {
  /** Alerts are numbered in the order they came. */
  readonly number: number;
  readonly alert: Alert;
  /** Milliseconds since 1970. */
  readonly acceptedAtMs: number;
  readonly waiting: Set<string>;
}

const text = z.string().min(1);
const schema = z.object({
  alert: z.object({
    severity: z.enum(severities),
    kind: z.enum(['trigger', 'resolve']),
    dedupKey: text,
    // What an older engine left has none.
    stage: z.string().default(''),
    summary: z.string(),
    epoch: z.number(),
    region: text,
    trigger: text,
    occurredAtMs: z.number(),
  }),
  acceptedAtMs: z.number(),
  waiting: z.array(text).min(1),
});

export function textFrom({ alert, acceptedAtMs, waiting }: Entry): string {
  return JSON.stringify({ alert, acceptedAtMs, waiting: [...waiting] });
}

/** Throws if the text is not all of an entry. */
export function entryFrom(number: number, json: string): Entry {
  const { waiting, ...entry } = schema.parse(JSON.parse(json));
  return { number, ...entry, waiting: new Set(waiting) };
}

/** What goes first where not all can. An incident that is never ended is as bad as one untold. */
export function urgency({ kind, severity }: Alert): number {
  return severities.indexOf(kind === 'resolve' ? 'critical' : severity);
}

/** The oldest of the least urgent: what is let go of when there is too much. */
export function leastUrgent(entries: Iterable<Entry>): Entry | undefined {
  const order = (a: Entry, b: Entry) => urgency(a.alert) - urgency(b.alert) || a.number - b.number;
  return [...entries].sort(order)[0];
}
