import { z } from 'zod';
import type { Capacity, Rejoinable, Scalable, Separable } from '../../ports/capabilities.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KeptHttp } from '../http/kept-http.ts';

const share = z.number().min(0).max(1);
const instances = z.int().min(0);
const capacity = z.object({ cpu: share, memory: share, instances });
const how = z.object({ how: z.string() });
const scaled = z.object({ instances });

/**
 * Whoever operates the machines of one region: what needs a restart, files, or another machine,
 * only that one can do. Asked over HTTP, with its token as a bearer:
 *
 *     POST /rejoin {"leader": "us-west-2"}
 *     POST /control-store/alone {}
 *     GET /capacity
 *     POST /scale {"instances": 2}
 *
 * `/rejoin` answers 200 once the region's database has started as a standby of that region's, in
 * `{"how": words}`. How it reaches that database, and by which slot, it knows as the operator of a
 * standby does: no password crosses this door.
 *
 * `/control-store/alone` answers the same once the region's member of the control store serves as a
 * cluster of its own, started on its own data (etcd: `--force-new-cluster`), and refuses while that
 * has its quorum. The others must not come back with theirs: they would agree on something else.
 * Asked again meanwhile, or afterwards, neither of the two is done twice.
 *
 * `/capacity` answers `{"cpu", "memory", "instances"}`: how much of the machines that the service
 * runs on is in use, by whomever, as shares from 0 to 1 of the last few seconds, and how many
 * instances run. `/scale` starts instances until there are so many, and answers 200 with
 * `{"instances"}` when all are ready, or 409 with a reason where there is no more to be had.
 */
export class RegionAgent implements Rejoinable, Separable, Scalable {
  readonly #address: Address;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #kept: KeptHttp;

  constructor(clock: Clock, address: Address, token: string) {
    this.#address = address;
    this.#headers = { authorization: `Bearer ${token}` };
    this.#kept = new KeptHttp(clock, address, this.#headers);
  }

  async rejoin(leader: string, timeoutMs: number): Promise<string> {
    return how.parse(await this.#post('/rejoin', { leader }, timeoutMs)).how;
  }

  async standAlone(timeoutMs: number): Promise<string> {
    return how.parse(await this.#post('/control-store/alone', {}, timeoutMs)).how;
  }

  async capacity(timeoutMs: number): Promise<Capacity> {
    const { status, text } = await this.#kept.ask('GET', '/capacity', timeoutMs);
    return capacity.parse(answerIn(status, text));
  }

  async scale(wanted: number, timeoutMs: number): Promise<number> {
    return scaled.parse(await this.#post('/scale', { instances: wanted }, timeoutMs)).instances;
  }

  async #post(path: string, body: object, timeoutMs: number): Promise<unknown> {
    const { host, port } = this.#address;
    const response = await fetch(`http://${host}:${port}${path}`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answerIn(response.status, await response.text());
  }
}

/** Throws what it said where it is no 200. */
function answerIn(status: number, text: string): unknown {
  if (status === 200) return JSON.parse(text);
  throw new Error(`its agent answered ${status}: ${text.slice(0, 200)}`);
}
