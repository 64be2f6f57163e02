interface Waiting {
  readonly urgency: number;
  readonly go: () => void;
}

/** So many pieces of work at once; the most urgent of those that wait comes next. */
export class Slots {
  readonly #waiting: Waiting[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async use<T>(urgency: number, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((go) => this.#waiting.push({ urgency, go }));
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const most = Math.max(...this.#waiting.map(({ urgency }) => urgency));
    const at = this.#waiting.findIndex(({ urgency }) => urgency === most);
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next) next.go();
    else this.#free += 1;
  }
}
