import { Gauge, type Registry } from 'prom-client';
import { type Vitals, vitalsFrom } from './vitals.ts';

type Fact = Vitals['facts'][number];

/** Latencies are facts in milliseconds, and metrics are in seconds. */
function valueIn({ measure, value }: Fact): number {
  return measure.startsWith('latency') ? Number(value) / 1000 : Number(value);
}

/** Gauges that are read from the status when somebody asks. */
export class Gauges {
  readonly #registry: Registry;
  readonly #leader: Gauge;
  readonly #epoch: Gauge;
  readonly #paused: Gauge;
  readonly #failover: Gauge;
  readonly #memory: Gauge;
  readonly #facts: Gauge<'of' | 'region' | 'measure'>;
  readonly #ages: Gauge<'region'>;
  readonly #held: Gauge<'trigger'>;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#leader = this.#gauge('leader', '1 while this engine is the one that acts');
    this.#epoch = this.#gauge('epoch', 'Epoch of the region that may write');
    this.#paused = this.#gauge('paused', '1 while an operator has paused automation');
    this.#failover = this.#gauge('failover_in_progress', '1 while a runbook is on its way');
    this.#memory = this.#gauge('process_resident_bytes', 'Memory that the engine takes');
    const scale = 'yes is 1, shares are 0 to 1, latencies seconds';
    const of = ['of', 'region', 'measure'] as const;
    this.#facts = this.#gauge('fact', `What was last measured: ${scale}`, of);
    const age = 'Since the last observation of a region began';
    this.#ages = this.#gauge('observation_age_seconds', age, ['region']);
    const held = "Since when a trigger's condition is met without a break";
    this.#held = this.#gauge('condition_held_seconds', held, ['trigger']);
  }

  read(status: unknown, nowMs: number): void {
    const { leader, paused, state, facts, heldSinceMs } = vitalsFrom(status);
    setOrRemove(this.#leader, leader);
    setOrRemove(this.#paused, paused);
    setOrRemove(this.#epoch, state?.epoch);
    setOrRemove(this.#failover, state && state.phase === 'running');
    this.#memory.set(process.memoryUsage.rss());
    for (const each of [this.#facts, this.#ages, this.#held]) each.reset();
    const newestMs = new Map<string, number>();
    for (const fact of facts) {
      const { of, region, measure, atMs } = fact;
      this.#facts.set({ of, region, measure }, valueIn(fact));
      newestMs.set(region, Math.max(atMs, newestMs.get(region) ?? atMs));
    }
    for (const [region, atMs] of newestMs) this.#ages.set({ region }, (nowMs - atMs) / 1000);
    for (const [trigger, sinceMs] of Object.entries(heldSinceMs)) {
      this.#held.set({ trigger }, (nowMs - sinceMs) / 1000);
    }
  }

  #gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) {
    const registers = [this.#registry];
    return new Gauge<L>({ name: `blackstart_${name}`, help, labelNames, registers });
  }
}

function setOrRemove(gauge: Gauge, value: boolean | number | undefined): void {
  if (value === undefined) gauge.remove();
  else gauge.set(Number(value));
}
