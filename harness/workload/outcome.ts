import type { Outcome } from '../journal/index.ts';
import type { NoReply, Reply } from './exchange.ts';

export interface Verdict {
  readonly outcome: Outcome;
  readonly error?: string;
  /** Of a read that was answered. */
  readonly found?: boolean;
}

/**
 * What a write came to. Only a reply that says so, or a request that never left, is certainly not
 * done; a 5xx of the gateway, a reset or a time-out may have been written.
 */
export function writeVerdict(result: Reply | NoReply): Verdict {
  if ('code' in result)
    return { outcome: result.sent ? 'indeterminate' : 'fail', error: result.code };
  if (isSuccess(result)) return { outcome: 'ok' };
  const outcome = saysNotDone(result.body) ? 'fail' : 'indeterminate';
  return { outcome, error: `http-${result.status}` };
}

/**
 * What a read came to. A read that brings nothing has changed nothing: it is never uncertain. That
 * there is no such operation is an answer, if the service itself says so: a gateway knows nothing.
 */
export function readVerdict(result: Reply | NoReply): Verdict {
  if ('code' in result) return { outcome: 'fail', error: result.code };
  if (isSuccess(result)) return { outcome: 'ok', found: true };
  if (result.status === 404 && told(result.body).error === 'no-such-operation')
    return { outcome: 'ok', found: false };
  return { outcome: 'fail', error: `http-${result.status}` };
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function saysNotDone(body: string): boolean {
  return told(body).certainlyNotDone === true;
}

/** What the service says of a request that it did not do; nothing, of any other body. */
function told(body: string): { readonly error?: unknown; readonly certainlyNotDone?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
