import { request } from 'undici';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/**
 * One call of a member's HTTP gateway: `path` comes after `/v3/`. Throws if it does not answer 200
 * in time.
 */
export async function askEtcd(
  { host, port }: Address,
  path: string,
  content: unknown,
): Promise<unknown> {
  const { statusCode, body } = await request(`http://${host}:${port}/v3/${path}`, {
    method: 'POST',
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(deadlines.statementMs),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`etcd at ${host} answered ${statusCode}: ${text}`);
  return JSON.parse(text);
}
