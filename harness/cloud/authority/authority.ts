import type { BaseLogger } from 'pino';
import type { Address } from '../../../engine/index.ts';
import { serveUdp, type UdpServer } from '../dns/udp-server.ts';
import { answerQuestion } from './answer.ts';
import type { Location } from './policies/policy.ts';
import type { ZoneIndex } from './zone-index.ts';

/** What the authoritative server answers from, asked anew for each question. */
export interface AuthoritySource {
  /** Undefined until it was loaded once. */
  zone(): ZoneIndex | undefined;
  isHealthy(healthCheckId: string): boolean;
  /** Of the resolver at an IP address; undefined if nobody knows. */
  locationOf(host: string): Location | undefined;
  /** From 0 to below 1. */
  random(): number;
}

/** Route 53's data plane: answers from what it last knew, whatever becomes of the API. */
export function startAuthority(
  at: Address,
  source: AuthoritySource,
  log: BaseLogger,
): Promise<UdpServer> {
  return serveUdp(
    at,
    (question, from) => {
      const zone = source.zone();
      if (!zone) return { rcode: 'SERVFAIL' };
      const { isHealthy, random } = source;
      const location = source.locationOf(from.host);
      return answerQuestion(zone, question, { isHealthy, location, random });
    },
    log,
  );
}
