import type { Outcome } from '../journal/index.ts';
import type { NoReply, Reply } from './exchange.ts';

export interface Verdict {
  readonly outcome: Outcome;
  readonly error?: string;
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

/** What a read came to. A read that brings nothing has changed nothing: it is never uncertain. */
export function readVerdict(result: Reply | NoReply): Verdict {
  if ('code' in result) return { outcome: 'fail', error: result.code };
  if (isSuccess(result)) return { outcome: 'ok' };
  return { outcome: 'fail', error: `http-${result.status}` };
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function saysNotDone(body: string): boolean {
  try {
    return (JSON.parse(body) as { certainlyNotDone?: unknown }).certainlyNotDone === true;
  } catch {
    return false;
  }
}
