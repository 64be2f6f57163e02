import type { Question } from 'dns-packet';
import type { BaseLogger } from 'pino';
import type { Address, Clock } from '../../../engine/index.ts';
import type { Rcode, Reply } from '../dns/message.ts';
import { rcodes } from '../dns/message.ts';
import { canonicalName } from '../dns/name.ts';
import { serveUdp, type UdpServer } from '../dns/udp-server.ts';
import { askUpstream, type Upstream } from './ask.ts';
import { type CachedReply, lifetimeSeconds, withTtl } from './cache.ts';

export interface ResolverOptions {
  readonly listen: Address;
  readonly authority: Address;
  /** Seconds of a TTL are this long: an integer of seconds cannot express a fast profile's. */
  readonly timeScale: number;
  readonly clock: Clock;
  readonly log: BaseLogger;
  /** How long and how often to ask; the room's deadlines unless given. */
  readonly patience?: Pick<Upstream, 'tryMs' | 'tries'>;
}

/**
 * A caching resolver in front of one authority. It keeps a reply for its TTL and not longer, asks
 * once for questions that come together, does not prefetch, serves nothing stale, and says
 * SERVFAIL when the authority is silent.
 */
export function startResolver(options: ResolverOptions): Promise<UdpServer> {
  const { listen, clock, timeScale, log } = options;
  const cache = new Map<string, CachedReply>();
  const pending = new Map<string, Promise<CachedReply>>();
  const fetchReply = async (key: string, question: Question): Promise<CachedReply> => {
    const upstream = { server: options.authority, from: listen.host, ...options.patience };
    const { rcode, answers = [], authorities = [] } = await askUpstream(question, upstream);
    const reply = { rcode: knownRcode(rcode), answers, authorities };
    // The clock starts with the answer's arrival, as in every cache; only these may be kept.
    const keeps = reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN';
    const lifetimeMs = keeps ? lifetimeSeconds(reply) * 1000 * timeScale : 0;
    const cached = { ...reply, expiresMs: clock.monotonicMs() + lifetimeMs };
    if (lifetimeMs > 0) cache.set(key, cached);
    return cached;
  };
  const fetchOnce = (key: string, question: Question): Promise<CachedReply> => {
    const underWay = pending.get(key);
    if (underWay) return underWay;
    const asked = fetchReply(key, question).finally(() => pending.delete(key));
    pending.set(key, asked);
    return asked;
  };
  const resolve = async (question: Question): Promise<Reply> => {
    const key = `${canonicalName(question.name)} ${question.type}`;
    const kept = cache.get(key);
    if (kept && kept.expiresMs > clock.monotonicMs()) return toReply(kept, clock, timeScale);
    cache.delete(key);
    try {
      return toReply(await fetchOnce(key, question), clock, timeScale);
    } catch (error) {
      log.warn({ err: error, resolver: listen.host }, 'authority silent: SERVFAIL');
      return { rcode: 'SERVFAIL', recursionAvailable: true };
    }
  };
  return serveUdp(listen, resolve, log);
}

function toReply(kept: CachedReply, clock: Clock, timeScale: number): Reply {
  const leftMs = Math.max(0, kept.expiresMs - clock.monotonicMs());
  const seconds = Math.ceil(leftMs / 1000 / timeScale);
  return {
    rcode: kept.rcode,
    recursionAvailable: true,
    answers: withTtl(kept.answers, seconds),
    authorities: withTtl(kept.authorities, seconds),
  };
}

/** A resolver passes on what it understands; anything else its client sees as SERVFAIL. */
function knownRcode(rcode: string): Rcode {
  return rcode in rcodes ? (rcode as Rcode) : 'SERVFAIL';
}
