import { Pool } from 'undici';
import type { Address } from '../../engine/index.ts';
import { callsAtOnce, deadlines } from './deadlines.ts';
import { type CleanProxy, formatAddress, type ProxyState, type Toxic } from './proxy.ts';

export class ControlPortError extends Error {
  override readonly name = 'ControlPortError';
  readonly code = 'WAN_CONTROL_PORT';
  /** HTTP status, or undefined if there was no answer. */
  readonly status: number | undefined;

  constructor(what: string, status: number | undefined, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Toxiproxy at ${what}: ${why}; see its log, or end the run with the verb heal`, {
      cause,
    });
    this.status = status;
  }
}

/**
 * Toxiproxy's control port (HTTP API of 2.12). Spoken to directly: toxiproxy-node-client has no
 * time-out, rejects with things that are no Error, and cannot create a proxy that does not listen
 * yet, which a delay from the first byte needs.
 */
export interface Toxiproxy extends AsyncDisposable {
  readonly api: Address;
  /** Undefined if the proxy is not there. */
  read(name: string): Promise<ProxyState | undefined>;
  readAll(): Promise<ReadonlyMap<string, ProxyState>>;
  /** Makes many at once, none of them listening; those already there stay as they are. */
  populate(proxies: readonly CleanProxy[]): Promise<void>;
  create(proxy: CleanProxy): Promise<void>;
  /** Ends its connections too. Any number of times. */
  remove(name: string): Promise<void>;
  /** A proxy that is not enabled refuses connections, and ends those it had. */
  enable(name: string, enabled: boolean): Promise<void>;
  /** Any number of times. */
  addToxic(name: string, toxic: Toxic): Promise<void>;
}

export function connectToxiproxy(api: Address): Toxiproxy {
  const pool = new Pool(`http://${formatAddress(api)}`, { connections: callsAtOnce });
  const call = (method: Method, path: string, body?: unknown, accepted: readonly number[] = []) =>
    callOnce(pool, { api, method, path, body, accepted });
  return {
    api,
    read: async (name) => {
      const { status, value } = await call('GET', pathOf(name), undefined, [404]);
      return status === 404 ? undefined : (value as ProxyState);
    },
    readAll: async () => {
      const { value } = await call('GET', '/proxies');
      return new Map(Object.entries(value as Record<string, ProxyState>));
    },
    populate: async (proxies) => {
      await call('POST', '/populate', proxies.map(asleep));
    },
    create: async (proxy) => {
      await call('POST', '/proxies', asleep(proxy));
    },
    remove: async (name) => {
      await call('DELETE', pathOf(name), undefined, [404]);
    },
    enable: async (name, enabled) => {
      await call('PATCH', pathOf(name), { enabled });
    },
    addToxic: async (name, toxic) => {
      await call('POST', `${pathOf(name)}/toxics`, toxic, [409]);
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

interface Call {
  readonly api: Address;
  readonly method: Method;
  readonly path: string;
  readonly body: unknown;
  readonly accepted: readonly number[];
}

async function callOnce(pool: Pool, { api, method, path, body, accepted }: Call) {
  const what = `${formatAddress(api)}, ${method} ${path}`;
  let status: number | undefined;
  try {
    const response = await pool.request({
      method,
      path,
      signal: AbortSignal.timeout(deadlines.callMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    status = response.statusCode;
    const text = await response.body.text();
    if (status >= 400 && !accepted.includes(status)) throw new Error(`${status} ${text.trim()}`);
    return { status, value: text && status < 400 ? (JSON.parse(text) as unknown) : undefined };
  } catch (error) {
    throw new ControlPortError(what, status, error);
  }
}

function asleep({ name, listen, upstream }: CleanProxy) {
  return { name, listen, upstream, enabled: false };
}

function pathOf(name: string): string {
  return `/proxies/${encodeURIComponent(name)}`;
}
