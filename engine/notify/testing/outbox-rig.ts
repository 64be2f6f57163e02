import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../ports/clock.ts';
import { severities } from '../../ports/notifier.ts';
import { until } from '../../ports/until.ts';
import type { Channel } from '../channel.ts';
import { DirectoryStore } from '../directory-store.ts';
import { Outbox, type OutboxOptions } from '../outbox.ts';
import { pagerDuty } from '../pagerduty.ts';
import { slack } from '../slack.ts';
import { capturedLog } from './captured-log.ts';

/** Fast enough for a test, and patient enough for a busy machine. */
export const quickly: OutboxOptions['plan'] = {
  dedupWindowMs: 60_000,
  retry: { firstMs: 5, mostMs: 20, giveUpAfterMs: 60_000 },
  keepAtMost: 100,
};

export const toPagerDuty = (url: string, change: Partial<Channel> = {}): Channel => ({
  name: 'on-call',
  severities,
  send: pagerDuty({ url, routingKey: 'key', group: 'semantest', timeoutMs: 5_000 }),
  ...change,
});

export const toSlack = (url: string, change: Partial<Channel> = {}): Channel => ({
  name: 'operators',
  severities,
  send: slack({ url, group: 'semantest', timeoutMs: 5_000 }),
  ...change,
});

export interface OutboxRig extends AsyncDisposable {
  readonly outbox: Outbox;
  readonly lines: readonly string[];
}

/** An outbox in a directory, with all it logged. */
export function openOutbox(
  directory: string,
  channels: readonly Channel[],
  change: Partial<OutboxOptions> = {},
): OutboxRig {
  const { log, lines } = capturedLog();
  const store = new DirectoryStore(directory, log);
  const outbox = new Outbox({
    ...{ clock: systemClock, random: Math.random, plan: quickly, channels, store, log },
    ...change,
  });
  return { outbox, lines, [Symbol.asyncDispose]: () => outbox[Symbol.asyncDispose]() };
}

/** Names of the alerts that wait in a directory. */
export function waitingIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => /^\d+\.json$/.test(name));
}

export function temporaryDirectory(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'blackstart-alerts-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

/** Waits for what a process on loopback does in some ten milliseconds. */
export function soon(what: string, probe: () => boolean): Promise<boolean> {
  return until(systemClock, { what, ms: 4_000, everyMs: 5 }, probe);
}
