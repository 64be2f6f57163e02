import { request } from 'undici';
import type { Address } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** What the keys `writer` and `routing` hold; the names are the engine's contract. */
export interface ControlValue {
  readonly region: string;
  readonly epoch: number;
}

export type ControlKey = 'writer' | 'routing';

export const controlKey = (planName: string, key: ControlKey): string =>
  `blackstart/${planName}/${key}`;

const encoded = (text: string) => Buffer.from(text).toString('base64');

/** Puts a key through a member of etcd. */
export async function putControlKey(
  member: Address,
  key: string,
  value: ControlValue,
): Promise<void> {
  await call(member, 'put', { key: encoded(key), value: encoded(JSON.stringify(value)) });
}

/** Undefined if there is no such key. */
export async function readControlKey(
  member: Address,
  key: string,
): Promise<ControlValue | undefined> {
  const { kvs } = (await call(member, 'range', { key: encoded(key) })) as {
    kvs?: readonly { value: string }[];
  };
  const text = kvs?.[0]?.value;
  return text ? JSON.parse(Buffer.from(text, 'base64').toString()) : undefined;
}

async function call({ host, port }: Address, verb: string, content: unknown): Promise<unknown> {
  const { statusCode, body } = await request(`http://${host}:${port}/v3/kv/${verb}`, {
    method: 'POST',
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(deadlines.statementMs),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`etcd at ${host} answered ${statusCode}: ${text}`);
  return JSON.parse(text);
}
