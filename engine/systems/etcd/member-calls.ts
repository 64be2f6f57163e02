import { request } from 'undici';
import type { Clock } from '../../ports/clock.ts';
import { ControlStoreUnavailable } from '../../ports/control-store.ts';
import type { Address } from '../../ports/endpoints.ts';
import { MemberOrder } from './member-order.ts';

/** How long a member that failed is asked last: a tenth of the time is spent on trying it again. */
const TIMEOUTS_OF_REST = 10;

/** One call of one member. Throws if it does not answer 200 before the signal. */
export async function callMember(member: Address, path: string, body: string, signal: AbortSignal) {
  const reply = await request(`http://${member.host}:${member.port}/v3/${path}`, {
    method: 'POST',
    body,
    signal,
  });
  const { statusCode } = reply;
  const text = await reply.body.text();
  if (statusCode !== 200) throw new Error(`etcd ${member.host}: ${statusCode} ${text.trim()}`);
  return JSON.parse(text);
}

/** Calls of etcd's HTTP gateway (`/v3/`); each try at one member is bounded, in milliseconds. */
export function memberCalls(clock: Clock, members: readonly Address[], timeoutMs: number) {
  const order = new MemberOrder(clock, members, TIMEOUTS_OF_REST * timeoutMs);
  return {
    /** Asks one after the other. Throws ControlStoreUnavailable if none answers. */
    async call(path: string, question: unknown) {
      const body = JSON.stringify(question);
      const failures: unknown[] = [];
      for (const member of order.now()) {
        try {
          const reply = await callMember(member, path, body, AbortSignal.timeout(timeoutMs));
          order.answered(member);
          return reply;
        } catch (error) {
          order.failed(member);
          failures.push(error);
        }
      }
      const why = failures.map((failure) => (failure as Error).message).join('; ');
      throw new ControlStoreUnavailable(`no etcd member answered (${why})`, {
        cause: new AggregateError(failures),
      });
    },
    /** Asks the first alone. Throws if that does not answer. */
    async callNearest(path: string, question: unknown) {
      const [nearest] = members;
      if (!nearest) throw new ControlStoreUnavailable('no etcd member is known');
      return callMember(nearest, path, JSON.stringify(question), AbortSignal.timeout(timeoutMs));
    },
  };
}
