import type { Alert } from '../ports/notifier.ts';
import { cut, type Send } from './channel.ts';
import { post } from './post.ts';

export interface SlackOptions {
  /** An incoming webhook of Slack, or of what takes the same; all of it is secret. */
  readonly url: string;
  /** What the alerts are about: the plan's name. */
  readonly group: string;
  readonly timeoutMs: number;
}

/** Longer texts are cut by those who take them: Slack advises at most 4000 characters. */
const mostSummary = 3_000;

export function slack({ url, group, timeoutMs }: SlackOptions): Send {
  return async (alert, signal) =>
    post({
      url,
      body: { text: textFrom(alert, group) },
      timeoutMs,
      signal,
      isTaken: (status) => status >= 200 && status < 300,
    });
}

/** Escaped, because `<!channel>` in the words of an error would call everybody. */
function textFrom(alert: Alert, group: string): string {
  const { severity, kind, summary, epoch, region, trigger, occurredAtMs } = alert;
  const title = kind === 'resolve' ? 'RESOLVED' : severity.toUpperCase();
  const about = [group, region, trigger, `epoch ${epoch}`, new Date(occurredAtMs).toISOString()];
  const text = `*${title}* ${cut(summary, mostSummary)}\n${about.join(' · ')}`;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
