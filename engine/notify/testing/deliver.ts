import { pino } from 'pino';
import { systemClock } from '../../ports/clock.ts';
import { severities } from '../../ports/notifier.ts';
import { openNotifier } from '../open-notifier.ts';
import { anAlert } from './an-alert.ts';

/**
 * A process that is killed while it delivers: tells of the incidents named by its arguments, and
 * ends when its standard input does. URL: where PagerDuty is played.
 */
const notifier = openNotifier({
  plan: {
    name: 'semantest',
    alerts: {
      channels: {
        'on-call': {
          kind: 'pagerduty',
          url: process.env.URL ?? '',
          routingKeyFrom: { env: 'ROUTING_KEY' },
          severities: [...severities],
        },
      },
      dedupWindowMs: 600_000,
      retry: { firstMs: 5, mostMs: 50, giveUpAfterMs: 600_000 },
      keepAtMost: 100,
    },
  },
  environment: process.env,
  clock: systemClock,
  random: Math.random,
  log: pino(pino.destination(2)),
});
for (const dedupKey of process.argv.slice(2)) notifier.notify(anAlert({ dedupKey }));
for await (const _ of process.stdin);
await notifier[Symbol.asyncDispose]();
