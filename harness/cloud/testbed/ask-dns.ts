import type { RecordType } from 'dns-packet';
import type { Address } from '../../../engine/index.ts';
import { askUpstream } from '../resolver/ask.ts';

/** Response code, values and first TTL that a server gives for a name. */
export async function askDns(server: Address, name: string, type: RecordType = 'A') {
  const message = await askUpstream({ name, type }, { server, from: '127.0.0.1', tries: 1 });
  const answers = message.answers ?? [];
  const values = answers.map((answer) => ('data' in answer ? String(answer.data) : ''));
  const first = answers[0];
  const ttl = first && 'ttl' in first ? first.ttl : undefined;
  return { rcode: message.rcode, authoritative: message.flag_aa, values, ttl };
}
