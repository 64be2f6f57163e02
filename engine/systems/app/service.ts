import type { Probeable } from '../../ports/capabilities.ts';
import type { Address } from '../../ports/endpoints.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly epoch: number | undefined;
  readonly detail: string;
}

/** The protected service of one region, spoken to through its gateway. */
export class RegionalService implements Probeable<Readiness> {
  readonly #base: string;

  constructor(gateway: Address) {
    this.#base = `http://${gateway.host}:${gateway.port}`;
  }

  async #get(path: string, timeoutMs: number) {
    const response = await fetch(`${this.#base}${path}`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { response, text: await response.text() };
  }

  /** Whether this region may write, and its database accepts it. */
  async probe(timeoutMs: number): Promise<Readiness> {
    const { response, text } = await this.#get('/ready', timeoutMs);
    const epoch = Number(response.headers.get('x-blackstart-epoch') ?? Number.NaN);
    return {
      ready: response.status === 200,
      epoch: Number.isInteger(epoch) ? epoch : undefined,
      detail: `${response.status} ${text.slice(0, 200)}`,
    };
  }

  /** True if what is at a path is found, false if the service says that there is nothing. */
  async has(path: string, timeoutMs: number): Promise<boolean> {
    const { response, text } = await this.#get(path, timeoutMs);
    if (response.status === 200) return true;
    if (response.status === 404) return false;
    throw new Error(`GET ${path}: ${response.status} ${text.slice(0, 200)}`);
  }
}
