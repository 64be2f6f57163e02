import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { SettingsInvalid } from '../control/settings.ts';
import type { Address } from '../ports/endpoints.ts';
import { Refused } from './refused.ts';
import type { Token } from './token.ts';

/** Who may ask what; each throws Refused for who may not. */
export interface Access {
  /** Free on loopback, with the token on any other address. */
  readonly mayRead: (request: FastifyRequest) => Promise<void>;
  /** With the token alone. */
  readonly mayChange: (request: FastifyRequest) => Promise<void>;
}

/** Whether only this host can reach an address. Of a name only `localhost` is known to be one. */
export function isLoopback(host: string): boolean {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  const version = isIP(host);
  if (version === 0) return host === 'localhost';
  return loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** Throws SettingsInvalid for a door that the network can reach and that no token guards. */
export function accessTo({ host, port }: Address, token: Token | undefined): Access {
  const local = isLoopback(host);
  if (!local && !token) {
    throw new SettingsInvalid(
      `${host}:${port} can be reached from the network, and there is no token: ` +
        'set BLACKSTART_TOKEN or BLACKSTART_TOKEN_FILE, or listen on 127.0.0.1',
    );
  }
  const mayChange = async ({ headers }: FastifyRequest) => {
    if (!token) throw new Refused(403, NO_TOKEN);
    if (token.isIn(headers.authorization)) return;
    const challenge = { 'www-authenticate': 'Bearer realm="blackstart"' };
    throw new Refused(401, 'expected the header "Authorization: Bearer TOKEN"', challenge);
  };
  return { mayChange, mayRead: local ? async () => undefined : mayChange };
}

const NO_TOKEN =
  'this engine was started without a token, and so lets nobody change anything: ' +
  'start it with BLACKSTART_TOKEN or BLACKSTART_TOKEN_FILE set';
