import { request } from 'node:http';
import { checkerLimits } from '../deadlines.ts';
import type { ProbeRequest, ProbeResult } from './probe-request.ts';

/**
 * An HTTP check passes when the connection stands within four seconds and a status of 2xx or 3xx
 * follows within two more (times the scale); redirects are not followed.
 */
export function probeHttp(asked: ProbeRequest): Promise<ProbeResult> {
  const { check, host, port, timeScale, signal } = asked;
  const connectMs = checkerLimits.httpConnectMs * timeScale;
  const responseMs = checkerLimits.httpResponseMs * timeScale;
  return new Promise((resolve) => {
    let limit: NodeJS.Timeout | undefined;
    const end = (passed: boolean, why: string) => {
      clearTimeout(limit);
      outgoing.destroy();
      resolve({ passed, why });
    };
    const within = (ms: number, what: string) => {
      clearTimeout(limit);
      limit = setTimeout(() => end(false, `no ${what} within ${ms} ms`), ms);
    };
    const outgoing = request({
      host,
      port,
      path: check.path,
      // Each check is a connection of its own: one that is kept would hide a dead listener.
      agent: false,
      headers: {
        host: check.domainName ?? `${check.target?.host}:${port}`,
        'user-agent': `Amazon-Route53-Health-Check-Service (ref ${check.id}; emulated)`,
      },
      signal,
    });
    within(connectMs, 'connection');
    outgoing.once('socket', (socket) => socket.once('connect', () => within(responseMs, 'status')));
    outgoing.once('response', ({ statusCode = 0 }) =>
      end(statusCode >= 200 && statusCode < 400, `status ${statusCode}`),
    );
    outgoing.on('error', (error) => end(false, error.message));
    outgoing.end();
  });
}
