import { randomBytes } from 'node:crypto';
import type { Accounts } from './site.ts';

/** Passwords of this run alone: letters and digits, so that they stand anywhere unquoted. */
export function newAccounts(): Accounts {
  const password = () => randomBytes(16).toString('hex');
  return {
    database: 'semantest',
    service: { user: 'semantest', password: password() },
    operator: { user: 'blackstart', password: password() },
    agentToken: password(),
  };
}
