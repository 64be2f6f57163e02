import type { Logger } from 'pino';
import type { Notifier } from '../ports/notifier.ts';

/** Alerts as lines of the log: every one, at once, whoever else is to be told. */
export function consoleNotifier(log: Logger): Notifier {
  return {
    notify({ severity, kind, dedupKey, summary, epoch }) {
      const level = severity === 'info' || severity === 'warning' ? 'warn' : 'error';
      log[level]({ alert: severity, kind, dedupKey, epoch }, summary);
    },
  };
}
