import { z } from 'zod';
import { severities } from '../ports/notifier.ts';
import { duration, section } from './section.ts';

const name = z.string().min(1);

/** An address that a request can be sent to; one with a password in it is a secret, and is none. */
export function isHttpAddress(text: string): boolean {
  const url = URL.parse(text);
  return /^https?:$/.test(url?.protocol ?? '') && url?.username === '' && url.password === '';
}

/** Secrets stand in the environment or in a file, never in the plan. */
const secretFrom = section({ env: name.optional(), file: name.optional() }).refine(
  ({ env, file }) => (env === undefined) !== (file === undefined),
  { error: 'expected one of env, file' },
);

const told = { severities: z.array(z.enum(severities)).min(1) };

const channel = z.discriminatedUnion('kind', [
  section({
    kind: z.literal('pagerduty'),
    url: z.string().refine(isHttpAddress, { error: 'expected an http or https address' }),
    routingKeyFrom: secretFrom,
    ...told,
  }),
  section({ kind: z.literal('slack'), urlFrom: secretFrom, ...told }),
]);

/** Who is told of what, besides the log, and how long it is tried. */
export const alerts = section({
  channels: z.record(name, channel),
  dedupWindow: duration,
  retry: section({ first: duration, most: duration, giveUpAfter: duration }).refine(
    ({ firstMs, mostMs, giveUpAfterMs }) =>
      firstMs > 0 && firstMs <= mostMs && mostMs <= giveUpAfterMs,
    { error: 'expected 0 < first ≤ most ≤ giveUpAfter' },
  ),
  keepAtMost: z.int().positive(),
});

export type AlertsPlan = z.output<typeof alerts>;
export type ChannelPlan = z.output<typeof channel>;
