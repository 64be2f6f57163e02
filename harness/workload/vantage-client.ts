import type { Clock } from '../../engine/index.ts';
import type { OperationEntry } from '../journal/index.ts';
import type { WorkloadConfig } from './config.ts';
import { ConnectionPool } from './connection-pool.ts';
import { Exchange, NoReply, type Question, type Reply } from './exchange.ts';
import type { Task } from './mix.ts';
import { lookupAt, type VantageNetwork } from './name-lookup.ts';
import { readVerdict, writeVerdict } from './outcome.ts';
import { storedId } from './run-ids.ts';

/** The clients at one vantage: one pool of connections, one resolver, one routing table. */
export class VantageClient {
  readonly #name: string;
  readonly #config: WorkloadConfig;
  readonly #clock: Clock;
  readonly #pool: ConnectionPool;
  readonly #underWay = new Set<Exchange>();

  constructor(name: string, network: VantageNetwork, config: WorkloadConfig, clock: Clock) {
    this.#name = name;
    this.#config = config;
    this.#clock = clock;
    this.#pool = new ConnectionPool({
      maxConnections: config.maxConnections,
      maxAgeMs: config.connectionMaxAgeMs,
      idleMs: config.connectionIdleMs,
      lookup: lookupAt(network, config.operationTimeoutMs),
      clock,
    });
  }

  get inFlight(): number {
    return this.#underWay.size;
  }

  /** Does one operation, scheduled for `atMs`, to its end; never throws, never repeats. */
  async perform(task: Task, atMs: number): Promise<OperationEntry> {
    const { operationTimeoutMs } = this.#config;
    const exchange = new Exchange(this.#pool, this.#question(task));
    this.#underWay.add(exchange);
    const leftMs = Math.max(0, atMs + operationTimeoutMs - this.#clock.monotonicMs());
    const timer = setTimeout(() => exchange.cancel('timeout'), leftMs);
    const result = await exchange.reply.catch((error: NoReply) => error);
    clearTimeout(timer);
    this.#underWay.delete(exchange);
    const endMs = this.#clock.monotonicMs();
    // A busy event loop can deliver the reply before the timer that was due earlier.
    const late = endMs - atMs > operationTimeoutMs && !(result instanceof NoReply);
    return this.entry(task, atMs, endMs, late ? new NoReply('timeout', true) : result);
  }

  entry(task: Task, atMs: number, endMs: number, result: Reply | NoReply): OperationEntry {
    const verdict = task.type === 'write' ? writeVerdict(result) : readVerdict(result);
    return {
      kind: 'op',
      atMs,
      endMs,
      id: task.id,
      type: task.type,
      service: this.#config.service.label,
      vantage: this.#name,
      ...verdict,
      ...('region' in result ? { region: result.region } : {}),
      ...('epoch' in result ? { epoch: result.epoch } : {}),
      bytes: task.type === 'write' ? Buffer.byteLength(task.payload) : 0,
    };
  }

  /** Gives up all that is under way. */
  cancel(code: string): void {
    for (const exchange of this.#underWay) exchange.cancel(code);
  }

  close(): void {
    this.#pool.destroy();
  }

  #question(task: Task): Question {
    const { earlierRuns, service } = this.#config;
    const { name: host, port } = service;
    const id = storedId(task.id, earlierRuns);
    if (task.type === 'read') return { host, port, method: 'GET', path: `/operations/${id}` };
    const body = JSON.stringify({ id, payload: task.payload });
    return { host, port, method: 'POST', path: '/operations', body };
  }
}
