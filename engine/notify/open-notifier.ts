import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Plan } from '../plan/schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notifier } from '../ports/notifier.ts';
import { channelsFrom } from './channels.ts';
import { consoleNotifier } from './console.ts';
import { DirectoryStore } from './directory-store.ts';
import { Outbox } from './outbox.ts';
import { noStore, type OutboxStore } from './outbox-store.ts';

export interface NotifierOptions {
  readonly plan: Pick<Plan, 'name' | 'alerts'>;
  /** Secrets, by the names the plan gives them, and BLACKSTART_STATE_DIR. */
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** The log, and every channel of the plan that is on, through an outbox. Never throws. */
export function openNotifier(options: NotifierOptions): Notifier & AsyncDisposable {
  const { plan, environment, log } = options;
  const console = consoleNotifier(log);
  const { alerts, name: group } = plan;
  const channels = channelsFrom({ channels: alerts?.channels ?? {}, group, environment, log });
  const outbox =
    alerts && channels.length > 0
      ? new Outbox({ ...options, plan: alerts, channels, store: storeFrom(environment, log) })
      : undefined;
  return {
    notify: (alert) => {
      console.notify(alert);
      outbox?.notify(alert);
    },
    [Symbol.asyncDispose]: async () => outbox?.[Symbol.asyncDispose](),
  };
}

function storeFrom({ BLACKSTART_STATE_DIR: path }: NodeJS.ProcessEnv, log: Logger): OutboxStore {
  if (path) return new DirectoryStore(join(path, 'alerts'), log);
  log.warn('alerts: BLACKSTART_STATE_DIR is not set: a restart loses what is not yet delivered');
  return noStore;
}
