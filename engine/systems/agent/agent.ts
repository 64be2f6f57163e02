import type { Rejoinable, Separable } from '../../ports/capabilities.ts';
import type { Address } from '../../ports/endpoints.ts';

/**
 * Whoever operates the machines of one region: what needs a restart, or files, only that one can
 * do. Asked over HTTP, with its token as a bearer:
 *
 *     POST /rejoin {"leader": "us-west-2"}
 *
 * answers 200 once the region's database has started as a standby of that region's, in
 * `{"how": words}`. How it reaches that database, and by which slot, it knows as the operator of a
 * standby does: no password crosses this door.
 *
 *     POST /control-store/alone {}
 *
 * answers the same once the region's member of the control store serves as a cluster of its own,
 * started on its own data (etcd: `--force-new-cluster`), and refuses while that has its quorum. The
 * others must not come back with theirs: they would agree on something else. Asked again meanwhile,
 * or afterwards, neither is done twice.
 */
export class RegionAgent implements Rejoinable, Separable {
  readonly #address: Address;
  readonly #token: string;

  constructor(address: Address, token: string) {
    this.#address = address;
    this.#token = token;
  }

  rejoin(leader: string, timeoutMs: number): Promise<string> {
    return this.#ask('/rejoin', { leader }, timeoutMs);
  }

  standAlone(timeoutMs: number): Promise<string> {
    return this.#ask('/control-store/alone', {}, timeoutMs);
  }

  async #ask(path: string, body: object, timeoutMs: number): Promise<string> {
    const { host, port } = this.#address;
    const response = await fetch(`http://${host}:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (response.status !== 200) {
      throw new Error(`its agent answered ${response.status}: ${text.slice(0, 200)}`);
    }
    return String((JSON.parse(text) as { how?: unknown }).how);
  }
}
