import {
  advance,
  type Decision,
  decide,
  type FailoverDecision,
  type Observation,
  type State,
} from '../decide/decide.ts';
import { policyFrom } from '../decide/policy.ts';
import type { RunbookRecord } from '../failover/ledger.ts';
import { type Runbooks, runRunbook } from '../failover/runbook.ts';
import { assignmentFrom, type World } from '../failover/world.ts';
import { controlKeys, runbookPrefix } from '../plan/control-keys.ts';
import type { ClaimSink } from '../ports/claim.ts';
import type { Notifier } from '../ports/notifier.ts';
import { until } from '../ports/until.ts';
import type { Fact } from '../watch/fact.ts';
import { Watcher } from '../watch/watcher.ts';

export interface ControllerOptions {
  readonly world: World;
  readonly runbooks: Runbooks;
  readonly claim: ClaimSink;
  readonly notifier: Notifier;
  /** Called with each decision, many times a second. */
  readonly decided?: (decision: Decision) => void;
}

/** What is known, and what was last seen. */
export interface View {
  readonly state: State;
  readonly observation: Observation;
  readonly facts: readonly Fact[];
}

/** Watches, decides, and runs one failover at a time. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #watcher: Watcher;
  #state: State = { active: 'none', epoch: 0, runbook: 'idle' };
  #decision: Decision = { kind: 'wait', why: 'healthy' };
  #detected: number | undefined;
  #blocked: string | undefined;

  constructor(options: ControllerOptions) {
    this.#options = options;
    const { clock, plan, postgres } = options.world;
    this.#watcher = new Watcher({
      clock,
      plan,
      databases: postgres,
      active: () => this.#state.active,
      onChange: () => undefined,
    });
  }

  view(): View {
    const observation = this.#watcher.observation();
    return { state: this.#state, observation, facts: this.#watcher.facts() };
  }

  status(): unknown {
    const { heldSinceMs, standbys } = this.#watcher.observation();
    const { plan, endpoints } = this.#options.world;
    return {
      plan: plan.name,
      home: endpoints.home,
      state: this.#state,
      decision: this.#decision,
      blocked: this.#blocked ?? null,
      heldSinceMs,
      facts: this.#watcher.facts(),
      standbys: standbys.map((each) => ({ ...each, receivedLsn: each.receivedLsn?.toString() })),
      errors: this.#watcher.errors(),
    };
  }

  /** Runs until the signal is aborted. Throws only what it cannot go on after. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#learn(signal);
    await Promise.all([this.#watcher.run(signal), this.#follow(signal), this.#act(signal)]);
  }

  /** Nothing can be decided before it is known who may write, and that no runbook is half done. */
  async #learn(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options.world;
    while (!signal.aborted && !(await this.#readWriter())) await this.#rest(1_000, signal);
    const unfinished = await until(
      clock,
      { what: 'the list of runbooks', ms: Number.MAX_SAFE_INTEGER, everyMs: 1_000 },
      () => this.#unfinished(),
      signal,
    ).catch(() => '');
    if (unfinished === '' || signal.aborted) return;
    this.#blocked = `runbook ${unfinished} was left unfinished; a person has to look`;
    this.#state = { ...this.#state, runbook: 'stuck' };
    this.#options.claim({ step: 'decided', event: 'noted', detail: this.#blocked });
  }

  async #unfinished(): Promise<string> {
    const { store, plan } = this.#options.world;
    const records = await store.list(runbookPrefix(plan.name));
    const running = records
      .map(({ value }) => JSON.parse(value) as RunbookRecord)
      .find(({ outcome }) => outcome === 'running' || outcome === 'failed');
    return running?.id ?? '';
  }

  async #readWriter(): Promise<boolean> {
    const { store, plan } = this.#options.world;
    const stored = await store.get(controlKeys(plan.name).writer).catch(() => undefined);
    if (!stored) return false;
    this.#state = advance(this.#state, { kind: 'writer', ...assignmentFrom(stored.value) });
    return this.#state.active !== 'none';
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { leaseTtlMs } = this.#options.world.plan.fencing;
    while (!signal.aborted) {
      await this.#rest(leaseTtlMs, signal);
      await this.#readWriter();
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    await this.#options.world.clock.sleep(ms, signal).catch(() => undefined);
  }

  async #act(signal: AbortSignal): Promise<void> {
    const { world, runbooks } = this.#options;
    const { everyMs } = world.plan.probes.database;
    const policy = policyFrom(world.plan, Object.keys(runbooks));
    while (!signal.aborted) {
      const nowMs = world.clock.monotonicMs();
      const observation = this.#watcher.observation();
      const decision = decide(policy, this.#state, observation, nowMs);
      this.#decision = decision;
      this.#options.decided?.(decision);
      if (decision.kind === 'failover') await this.#failOver(decision);
      else this.#note(decision);
      const dueMs = Object.entries(observation.heldSinceMs)
        .map(([name, sinceMs]) => sinceMs + (policy.triggers[name]?.heldForMs ?? 0) - nowMs)
        .filter((ms) => ms > 0);
      // A millisecond more, because a condition must be held for longer than its time.
      await this.#rest(Math.min(everyMs / 4, ...dueMs.map((ms) => ms + 1)), signal);
    }
  }

  #note(decision: Decision): void {
    if (decision.kind === 'failover' || decision.trigger === undefined) {
      this.#detected = undefined;
      return;
    }
    if (decision.why === 'not-held' || decision.why === 'primary-alive') return;
    this.#detect(decision.trigger, `no failover: ${decision.why}`);
  }

  #detect(trigger: string, detail: string): void {
    const { claim, notifier } = this.#options;
    if (this.#detected === this.#state.epoch) return;
    this.#detected = this.#state.epoch;
    claim({ step: 'detected', event: 'noted', epoch: this.#state.epoch, trigger, detail });
    notifier.notify({
      severity: 'critical',
      summary: `${trigger} in ${this.#state.active}: ${detail}`,
      epoch: this.#state.epoch,
    });
  }

  async #failOver(decision: FailoverDecision): Promise<void> {
    const { world, runbooks, claim, notifier } = this.#options;
    const { trigger, epoch, from, to } = decision;
    this.#detect(trigger, this.#watcher.errors()[from] ?? 'its condition held');
    claim({ step: 'decided', event: 'noted', epoch, trigger, detail: `${from} to ${to}` });
    this.#state = advance(this.#state, { kind: 'started', decision });
    const startMs = world.clock.monotonicMs();
    const { outcome, active } = await runRunbook(runbooks, world, decision, claim);
    const tookMs = Math.round(world.clock.monotonicMs() - startMs);
    const won = outcome === 'succeeded';
    const detail = won ? `${active} serves, ${tookMs} ms after the decision` : `runbook ${outcome}`;
    this.#state = advance(
      this.#state,
      won ? { kind: 'succeeded', active, epoch } : { kind: 'failed' },
    );
    if (!won) this.#blocked = detail;
    claim({ step: 'recovered', event: won ? 'succeeded' : 'failed', epoch, trigger, detail });
    notifier.notify({ severity: won ? 'info' : 'disaster', summary: detail, epoch });
  }
}
