/** One thing that happened; `data` is JSON. */
export interface EngineEvent {
  readonly id: string;
  readonly kind: 'claim' | 'decision';
  readonly data: string;
}

/** The last events, and who wants to know of the next. */
export class EventLog {
  readonly #run: string;
  readonly #capacity: number;
  readonly #ring: EngineEvent[] = [];
  readonly #followers = new Set<(event: EngineEvent) => void>();
  #count = 0;

  /** `run` tells the events of this process from those of one before it. */
  constructor(run: string, capacity: number) {
    this.#run = run;
    this.#capacity = capacity;
  }

  add(kind: EngineEvent['kind'], data: unknown): void {
    this.#count += 1;
    const event = { id: `${this.#run}-${this.#count}`, kind, data: JSON.stringify(data) };
    this.#ring.push(event);
    if (this.#ring.length > this.#capacity) this.#ring.shift();
    for (const follower of this.#followers) follower(event);
  }

  /** What came after an event; `whole` is false if some of that is no longer known. */
  since(lastId: string): { readonly events: readonly EngineEvent[]; readonly whole: boolean } {
    const [run, number = ''] = lastId.split('-');
    const last = Number(number);
    const oldest = this.#count - this.#ring.length;
    const ours = run === this.#run && /^\d+$/.test(number) && last <= this.#count;
    if (!ours || last < oldest) return { events: [...this.#ring], whole: false };
    return { events: this.#ring.slice(last - oldest), whole: true };
  }

  /** Until the returned function is called. */
  follow(follower: (event: EngineEvent) => void): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }
}
