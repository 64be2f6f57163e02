import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../../systems/http/kept-http.ts';
import { isOlder, type Question } from './question.ts';

/** The first whose HTTP gateway is at `/v3/`. */
const oldest = '3.4';

export function etcdQuestion(clock: Clock, region: string, address: Address): Question {
  const member = new KeptHttp(clock, address);
  return {
    of: 'etcd',
    region,
    ask: async (timeoutMs) => flawIn((await member.ask('GET', '/version', timeoutMs)).text),
  };
}

/** Reads the answer to `GET /version`. Throws SyntaxError if it is no JSON. */
export function flawIn(text: string): string | undefined {
  const { etcdserver: version }: { etcdserver?: unknown } = JSON.parse(text);
  if (typeof version !== 'string' || !isOlder(version, oldest)) return undefined;
  return `is etcd ${version}, and ${oldest} is the oldest that can be asked: upgrade it`;
}
