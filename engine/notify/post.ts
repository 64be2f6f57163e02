import { STATUS_CODES } from 'node:http';
import type { Answer } from './channel.ts';
import { deadlines } from './deadlines.ts';

export interface PostRequest {
  readonly url: string;
  readonly body: unknown;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Which status says that it was taken. */
  readonly isTaken: (status: number) => boolean;
}

/**
 * Posts JSON once. Never throws. Redirects are not followed: they would carry a secret elsewhere.
 * Of an answer only its status is told on, and of an error its code: a server can say back what
 * it was sent, and an error can name the whole URL.
 */
export async function post(request: PostRequest): Promise<Answer> {
  const { url, body, timeoutMs, signal, isTaken } = request;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    return answerFrom(response, isTaken);
  } catch (error) {
    return { kind: 'later', why: codeOf(error) };
  }
}

function answerFrom({ status, headers }: Response, isTaken: (status: number) => boolean): Answer {
  if (isTaken(status)) return { kind: 'delivered' };
  const why = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  if (status >= 400 && status < 500 && status !== 429) return { kind: 'refused', why };
  const afterMs = retryAfterMs(headers);
  return { kind: 'later', why, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** Retry-After in seconds, or as a date that counts from the answer's own (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1_000
    : Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), deadlines.retryAfterMs);
}

function codeOf(error: unknown): string {
  const { name, code, cause } = error as {
    readonly name?: string;
    readonly code?: unknown;
    readonly cause?: { readonly code?: string; readonly name?: string };
  };
  if (name === 'TimeoutError') return 'no answer in time';
  return cause?.code ?? (typeof code === 'string' ? code : (cause?.name ?? name ?? 'Error'));
}
