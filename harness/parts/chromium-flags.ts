import type { Address } from '../../engine/index.ts';

const quiet: readonly string[] = [
  // Its own sandbox needs rights that neither root nor most containers have.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Flags with which Chromium opens our own pages and asks nobody for anything: what is not on
 * loopback is sent to a proxy that is not there, so that not even a name is looked up.
 */
export const chromiumFlags: readonly string[] = [
  ...quiet,
  '--proxy-server=http://127.0.0.1:9',
  // Left alone, Chromium would go past the proxy to link-local addresses too.
  '--proxy-bypass-list=<-loopback>;127.0.0.0/8;[::1];localhost',
];

/**
 * Flags with which it reaches one name on one port, by whoever takes connections at `through`, and
 * nobody else: no other name or address is found.
 */
export function chromiumFlagsFor(name: string, port: number, through: Address): readonly string[] {
  const only = `MAP ${name}:${port} ${through.host}:${through.port}`;
  return [...quiet, '--no-proxy-server', `--host-resolver-rules=${only},MAP * ^NOTFOUND`];
}
