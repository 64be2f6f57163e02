import type { Address } from '../../../engine/index.ts';
import { askEtcd } from './ask-etcd.ts';

/** What the keys `writer` and `routing` hold; the names are the engine's contract. */
export interface ControlValue {
  readonly region: string;
  readonly epoch: number;
}

export type ControlKey = 'writer' | 'routing';

/** Below these an engine keeps what it was asked, what it has begun, and what it has told. */
export type ControlPrefix = 'runbook/' | 'operator/' | 'told/';

export const controlKey = (planName: string, key: ControlKey | ControlPrefix): string =>
  `blackstart/${planName}/${key}`;

const encoded = (text: string) => Buffer.from(text).toString('base64');

/** Puts a key through a member of etcd. */
export async function putControlKey(
  member: Address,
  key: string,
  value: ControlValue,
): Promise<void> {
  await askEtcd(member, 'kv/put', { key: encoded(key), value: encoded(JSON.stringify(value)) });
}

/** Undefined if there is no such key. */
export async function readControlKey(
  member: Address,
  key: string,
): Promise<ControlValue | undefined> {
  const { kvs } = (await askEtcd(member, 'kv/range', { key: encoded(key) })) as {
    kvs?: readonly { value: string }[];
  };
  const text = kvs?.[0]?.value;
  return text ? JSON.parse(Buffer.from(text, 'base64').toString()) : undefined;
}

/** Deletes every key below a prefix that ends with a slash, through a member of etcd. */
export async function deleteControlKeys(member: Address, prefix: string): Promise<void> {
  // The first key that does not begin with it any more, by the byte after the slash.
  const end = `${prefix.slice(0, -1)}0`;
  await askEtcd(member, 'kv/deleterange', { key: encoded(prefix), range_end: encoded(end) });
}
