import type { ServerResponse } from 'node:http';
import type { Clock } from '../ports/clock.ts';
import type { EngineEvent, EventLog } from './event-log.ts';
import type { Limits } from './limits.ts';
import { Refused } from './refused.ts';

const textOf = ({ id, kind, data }: EngineEvent) => `id: ${id}\nevent: ${kind}\ndata: ${data}\n\n`;

/** Everyone who reads events as they happen (Server-Sent Events). */
export class EventStream implements Disposable {
  readonly #events: EventLog;
  readonly #limits: Limits;
  readonly #readers = new Set<ServerResponse>();
  readonly #stop = new AbortController();
  readonly #unfollow: () => void;

  constructor(events: EventLog, limits: Limits, clock: Clock) {
    this.#events = events;
    this.#limits = limits;
    this.#unfollow = events.follow((event) => this.#sendAll(textOf(event)));
    void this.#beat(clock);
  }

  /** Throws Refused when as many read as can be served. */
  refuseOneTooMany(): void {
    const { eventReaders } = this.#limits;
    if (this.#readers.size < eventReaders) return;
    throw new Refused(503, `${eventReaders} read events already, and no more can`);
  }

  /** Sends what came after `lastId`, if one is given, and then each event as it happens. */
  open(reader: ServerResponse, lastId: string | undefined): void {
    reader.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#readers.add(reader);
    reader.on('close', () => this.#readers.delete(reader));
    reader.on('error', () => this.#drop(reader));
    this.#send(reader, ': claims and decisions of the engine\n\n');
    if (lastId === undefined) return;
    const { events, whole } = this.#events.since(lastId);
    const gap = `event: gap\ndata: ${JSON.stringify({ after: lastId })}\n\n`;
    this.#send(reader, (whole ? '' : gap) + events.map(textOf).join(''));
  }

  [Symbol.dispose](): void {
    this.#unfollow();
    this.#stop.abort();
    for (const reader of this.#readers) reader.end();
  }

  #sendAll(text: string): void {
    for (const reader of this.#readers) this.#send(reader, text);
  }

  /** A reader that does not keep up is dropped; it can come back and name what it had last. */
  #send(reader: ServerResponse, text: string): void {
    reader.write(text);
    if (reader.writableLength > this.#limits.eventBufferBytes) this.#drop(reader);
  }

  #drop(reader: ServerResponse): void {
    this.#readers.delete(reader);
    reader.destroy();
  }

  async #beat(clock: Clock): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      await clock.sleep(this.#limits.heartbeatMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      this.#sendAll(': alive\n\n');
    }
  }
}
