import { messageOf } from '../moves.ts';
import type { RedisServer } from './server.ts';

/**
 * Has a server write what it is now into its file of settings. Gives why it would be what it was
 * before if it was started anew; undefined if it would not.
 */
export function whyForgets(server: Pick<RedisServer, 'keepSettings'>): Promise<string | undefined> {
  return server
    .keepSettings()
    .then((kept) => (kept ? undefined : 'it has no file of settings'), messageOf);
}
