import type { Rejoinable } from '../../ports/capabilities.ts';
import type { Address } from '../../ports/endpoints.ts';

/**
 * Whoever operates the database machine of one region: what needs a restart, or its files, only
 * that one can do. Asked over HTTP:
 *
 *     POST /rejoin {"leader": "us-west-2"}
 *
 * with its token as a bearer. It answers 200 once the region's database has started as a standby of
 * that region's, in `{"how": words}`; asked again meanwhile, or afterwards, it does nothing twice.
 * How it reaches that database, and by which slot, it knows as the operator of a standby does: no
 * password crosses this door.
 */
export class RegionAgent implements Rejoinable {
  readonly #address: Address;
  readonly #token: string;

  constructor(address: Address, token: string) {
    this.#address = address;
    this.#token = token;
  }

  async rejoin(leader: string, timeoutMs: number): Promise<string> {
    const { host, port } = this.#address;
    const response = await fetch(`http://${host}:${port}/rejoin`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ leader }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`its agent answered ${response.status}: ${text.slice(0, 200)}`);
    }
    return String((JSON.parse(text) as { how?: unknown }).how);
  }
}
