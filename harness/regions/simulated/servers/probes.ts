import { connect } from 'node:net';
import { request } from 'undici';
import type { Address } from '../../../../engine/index.ts';
import { deadlines } from '../deadlines.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export async function get({ host, port }: Address, path: string): Promise<Answer> {
  const { statusCode, body } = await request(`http://${host}:${port}${path}`, {
    signal: AbortSignal.timeout(deadlines.probeMs),
  });
  return { status: statusCode, text: await body.text() };
}

/** Throws unless the answer is 200. */
export async function getText(address: Address, path: string): Promise<string> {
  const { status, text } = await get(address, path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
  return text;
}

/** Throws unless something listens there. */
export function accepts({ host, port }: Address): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: deadlines.probeMs });
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer from ${host}:${port}`)));
    socket.once('error', reject);
  });
}

/** Sends one line and gives what comes back first. */
export function askLine({ host, port }: Address, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: deadlines.probeMs });
    socket.once('connect', () => socket.write(`${line}\r\n`));
    socket.once('data', (data) => {
      resolve(data.toString('latin1'));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer from ${host}:${port}`)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`${host}:${port} closed the connection`)));
  });
}
