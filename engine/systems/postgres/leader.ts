import type { Address } from '../../ports/endpoints.ts';

/** Whom a standby is to follow, as seen from the standby, and the slot kept for it there. */
export interface PostgresLeader {
  readonly address: Address;
  readonly user: string;
  readonly password: string;
  /** How the standby names itself to its leader. */
  readonly standby: string;
  readonly slot: string | undefined;
}
