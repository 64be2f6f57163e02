import type { Answer } from 'dns-packet';
import type { Rcode } from '../dns/message.ts';

/** What a resolver remembers of one question, until it may no longer. */
export interface CachedReply {
  readonly rcode: Rcode;
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly expiresMs: number;
}

/**
 * Seconds a reply may be kept: the least TTL of its answers, or of a negative reply the lesser of
 * the SOA's TTL and minimum (RFC 2308 5). 0 where nothing allows keeping it.
 */
export function lifetimeSeconds(reply: Pick<CachedReply, 'answers' | 'authorities'>): number {
  const ttls = [...ttlsOf(reply.answers), ...negativeTtls(reply)];
  return ttls.length === 0 ? 0 : Math.min(...ttls);
}

/** A CNAME that leads to nothing is negative too: its end is bounded by the SOA beside it. */
function negativeTtls({ authorities }: Pick<CachedReply, 'authorities'>): readonly number[] {
  return authorities.flatMap((record) =>
    record.type === 'SOA' ? [Math.min(record.ttl ?? 0, record.data.minimum ?? 0)] : [],
  );
}

function ttlsOf(answers: readonly Answer[]): readonly number[] {
  return answers.flatMap((answer) => ('ttl' in answer ? [answer.ttl ?? 0] : []));
}

/** Answers with the seconds that are left, as a client of a cache sees them. */
export function withTtl(answers: readonly Answer[], seconds: number): readonly Answer[] {
  return answers.map((answer) =>
    'ttl' in answer ? { ...answer, ttl: Math.min(answer.ttl ?? 0, seconds) } : answer,
  );
}
