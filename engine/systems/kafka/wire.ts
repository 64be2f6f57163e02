/** What is asked of a broker: one request of the Kafka protocol, without its header. */
export interface Question {
  readonly apiKey: number;
  readonly version: number;
  readonly body: Buffer;
}

/** A request as it is sent: its length, its header (version 1), its body. */
export function requestOf({ apiKey, version, body }: Question, id: number, clientId: string) {
  const name = Buffer.from(clientId, 'utf8');
  const head = Buffer.alloc(14);
  head.writeInt32BE(head.length - 4 + name.length + body.length, 0);
  head.writeInt16BE(apiKey, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(id, 8);
  head.writeInt16BE(name.length, 12);
  return Buffer.concat([head, name, body]);
}

export interface Reply {
  /** That of the request it answers. */
  readonly id: number;
  readonly body: Buffer;
  /** What was received after it. */
  readonly rest: Buffer;
}

/** The reply at the beginning of what was received; undefined while it is not whole. */
export function replyIn(received: Buffer): Reply | undefined {
  if (received.length < 8) return undefined;
  const end = 4 + received.readInt32BE(0);
  if (received.length < end) return undefined;
  const id = received.readInt32BE(4);
  return { id, body: received.subarray(8, end), rest: received.subarray(end) };
}

/** Values one after the other, as the protocol has them. Throws RangeError beyond their end. */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int16(): number {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  boolean(): boolean {
    this.#at += 1;
    return this.#bytes.readInt8(this.#at - 1) !== 0;
  }

  /** Empty if it is null. */
  text(): string {
    const length = Math.max(0, this.int16());
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  list<T>(read: () => T): readonly T[] {
    const found: T[] = [];
    for (let left = this.int32(); left > 0; left -= 1) found.push(read());
    return found;
  }
}
