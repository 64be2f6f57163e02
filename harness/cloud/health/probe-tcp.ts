import { connect } from 'node:net';
import { checkerLimits } from '../deadlines.ts';
import type { ProbeRequest, ProbeResult } from './probe-request.ts';

/** A TCP check passes when the connection stands within ten seconds (times the scale). */
export function probeTcp({ host, port, timeScale, signal }: ProbeRequest): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const limitMs = checkerLimits.tcpConnectMs * timeScale;
    const socket = connect({ host, port, signal });
    const end = (passed: boolean, why: string) => {
      socket.destroy();
      resolve({ passed, why });
    };
    socket.setTimeout(limitMs, () => end(false, `no connection within ${limitMs} ms`));
    socket.once('connect', () => end(true, 'connected'));
    socket.on('error', (error) => end(false, error.message));
  });
}
