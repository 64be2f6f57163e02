import type { Logger } from 'pino';
import type { Notifier } from '../ports/notifier.ts';

/** Alerts as lines of the log, for when nobody else is to be told. */
export function consoleNotifier(log: Logger): Notifier {
  return {
    notify({ severity, summary, epoch }) {
      const level = severity === 'info' || severity === 'warning' ? 'warn' : 'error';
      log[level]({ alert: severity, epoch }, summary);
    },
  };
}
