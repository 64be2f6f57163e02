import { createHash } from 'node:crypto';
import type { Alert, Severity } from '../ports/notifier.ts';
import { cut, type Send } from './channel.ts';
import { post } from './post.ts';

export interface PagerDutyOptions {
  /** Base of the Events API, `https://events.pagerduty.com` or what stands before it. */
  readonly url: string;
  readonly routingKey: string;
  /** What the alerts are about: the plan's name. */
  readonly group: string;
  readonly timeoutMs: number;
}

/** The API's limits: https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const mostSummary = 1_024;
const mostDedupKey = 255;

const severityOf: Readonly<Record<Severity, string>> = {
  disaster: 'critical',
  critical: 'error',
  warning: 'warning',
  info: 'info',
};

/** Events API v2. It answers 202 to what it took, 400 to what it never will, else try again. */
export function pagerDuty({ url, routingKey, group, timeoutMs }: PagerDutyOptions): Send {
  const endpoint = new URL('v2/enqueue', url.endsWith('/') ? url : `${url}/`).href;
  return async (alert, signal) =>
    post({
      url: endpoint,
      body: { routing_key: routingKey, ...eventFrom(alert, group) },
      timeoutMs,
      signal,
      isTaken: (status) => status === 202,
    });
}

function eventFrom(alert: Alert, group: string) {
  const event = { event_action: alert.kind, dedup_key: dedupKeyFrom(alert) };
  return alert.kind === 'resolve' ? event : { ...event, payload: payloadFrom(alert, group) };
}

function payloadFrom(alert: Alert, group: string) {
  const { severity, summary, epoch, region, trigger, occurredAtMs } = alert;
  return {
    summary: cut(summary, mostSummary),
    source: region,
    severity: severityOf[severity],
    timestamp: new Date(occurredAtMs).toISOString(),
    component: trigger,
    group,
    custom_details: { severity, epoch, region, trigger },
  };
}

/** A key that is too long is refused, and one that is cut may be another's. */
function dedupKeyFrom({ dedupKey }: Alert): string {
  if (dedupKey.length <= mostDedupKey) return dedupKey;
  return createHash('sha256').update(dedupKey).digest('hex');
}
