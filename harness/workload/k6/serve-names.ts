import { pino } from 'pino';
import { serveUdp, type UdpServer } from '../../cloud/dns/udp-server.ts';
import { findLink, LookupFailed, type VantageNetwork } from '../name-lookup.ts';

/**
 * A vantage's names for a program that knows no links: it asks the vantage's resolver, and answers
 * with the end of the link that leads to the address it got. Nothing is kept, here or by who asks:
 * every answer has a TTL of 0. Throws DnsListenFailed.
 */
export function serveNames(network: VantageNetwork, timeoutMs: number): Promise<UdpServer> {
  return serveUdp(
    { host: '127.0.0.1', port: 0 },
    async ({ name, type }) => {
      if (type !== 'A') return { rcode: 'NOERROR', recursionAvailable: true };
      try {
        const data = await findLink(network, name, timeoutMs);
        const answers = [{ type: 'A', name, ttl: 0, data }] as const;
        return { rcode: 'NOERROR', recursionAvailable: true, answers };
      } catch (error) {
        // A vantage that is cut off is a result: who asked is told, and writes it down.
        if (error instanceof LookupFailed) return { rcode: 'SERVFAIL', recursionAvailable: true };
        throw error;
      }
    },
    pino({ name: 'k6-names' }, pino.destination(2)),
  );
}
