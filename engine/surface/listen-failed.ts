import type { Address } from '../ports/endpoints.ts';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EADDRNOTAVAIL: 'this host has no such address',
  EACCES: 'that port is reserved for root',
  ENOTFOUND: 'nobody knows that name',
};

/** The surface cannot be where it was told to be; nothing was started. */
export class ListenFailed extends Error {
  override readonly name = 'ListenFailed';
  readonly code = 'LISTEN_FAILED';

  constructor({ host, port }: Address, cause: NodeJS.ErrnoException) {
    const reason = REASONS[cause.code ?? ''] ?? cause.message;
    const way = 'end that one, or choose another with --listen, or `listen` in the endpoints';
    super(`cannot listen on ${host}:${port}: ${reason}; ${way}`, { cause });
  }
}
