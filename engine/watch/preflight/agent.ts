import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import type { Question } from './question.ts';

/** By the one of its routes that changes nothing. */
export function agentQuestion(
  clock: Clock,
  region: string,
  address: Address,
  token: string,
): Question {
  const agent = new KeptHttp(clock, address, { authorization: `Bearer ${token}` });
  return {
    of: 'agent',
    region,
    ask: async (timeoutMs) => refusalOf((await agent.ask('GET', '/capacity', timeoutMs)).status),
  };
}

export function refusalOf(status: number): string | undefined {
  if (status !== 401 && status !== 403) return undefined;
  return `refuses its token (HTTP ${status}): put right agent.token in the endpoints`;
}
