import { policyFrom } from '../../decide/policy.ts';
import { askedActions, type Runbooks } from '../../failover/runbook.ts';
import type { Step } from '../../failover/step.ts';
import { Tenure } from '../../lead/tenure.ts';
import { controlKeys } from '../../plan/control-keys.ts';
import { loadPlan } from '../../plan/load.ts';
import type { Claim } from '../../ports/claim.ts';
import type { ControlStore } from '../../ports/control-store.ts';
import type { Alert } from '../../ports/notifier.ts';
import { storeInProcess } from '../../testing/store-in-process.ts';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import type { Seen } from '../../watch/observer.ts';
import { Announcements } from '../announcements.ts';
import { Automation } from '../automation.ts';
import { Controller } from '../controller.ts';
import type { ControllerParts } from '../controller-parts.ts';
import { Situation } from '../situation.ts';

export const plan = loadPlan('fixtures/plans/semantest.yaml');
export const keys = controlKeys(plan.name);
const nothing = async () => undefined;

/** Every runbook has these steps alone. */
function runbooksOf(steps: readonly Step[]): Runbooks {
  const actions = [...Object.values(plan.triggers).map(({ action }) => action), ...askedActions];
  return Object.fromEntries(actions.map((action) => [action, () => steps]));
}

/** What all controllers see: a healthy service, until a test changes it. */
function healthy(): { -readonly [K in keyof Seen]: Seen[K] } {
  const standby = { region: 'us-west-2', timeline: 1, receivedLsn: 9n, atMs: 0 };
  return {
    region: 'us-east-1',
    quorum: true,
    heldSinceMs: {},
    standbys: [{ ...standby, primaryHeardAtMs: undefined }],
    primary: [{ atMs: 0, lsn: standby.receivedLsn }],
    unfit: [],
    refused: [],
    barred: [],
    ownSinceMs: {},
  };
}

/** Controllers on one control store, of which the test says who leads and what is seen. */
export class ControlRoom implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly store: ControlStore = storeInProcess();
  readonly automation = new Automation(this.clock, this.store, keys.operator);
  readonly claims: Claim[] = [];
  readonly alerts: (Alert & { readonly by: string })[] = [];
  readonly seen = healthy();
  readonly #running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  #leader: { readonly home: string; readonly tenure: Tenure } | undefined;
  readonly #runbooks: Runbooks;
  #term = 0;

  /** Every runbook has these steps, and so succeeds at once where there are none. */
  constructor(steps: readonly Step[] = []) {
    this.#runbooks = runbooksOf(steps);
    void this.store.put(keys.writer, JSON.stringify({ region: 'us-east-1', epoch: 2 }));
  }

  /** Has a controller lead from now on. */
  async lead(home: string): Promise<void> {
    this.#term += 1;
    const guard = { key: keys.leader, value: `${home} ${this.#term}` };
    await this.store.put(guard.key, guard.value);
    const tenure = new Tenure(this.clock, guard, this.#term, Number.MAX_SAFE_INTEGER);
    this.#leader = { home, tenure };
  }

  /** Starts one. Its claims are among those of all, and so are its alerts, with its region. */
  start(home: string): Controller {
    const { clock, store, automation } = this;
    const runbooks = this.#runbooks;
    const claim = (said: Claim) => void this.claims.push(said);
    const notifier = { notify: (alert: Alert) => void this.alerts.push({ ...alert, by: home }) };
    const parts = {
      ...{ world: { clock, store, plan, endpoints: { home } }, runbooks, claim, automation },
      decided: () => undefined,
      policy: policyFrom(plan, Object.keys(runbooks)),
      situation: new Situation(),
      watcher: { run: nothing, facts: () => [], errors: () => ({}) },
      opinions: { run: nothing },
      preflight: { run: nothing, errors: () => ({}) },
      observer: { observe: () => this.#observed(), heard: () => [], beginAnew: () => undefined },
      leadership: { run: nothing, tenure: () => this.#tenureOf(home), leader: () => '' },
      announce: new Announcements({ claim, plan, clock, notifier }),
    };
    const controller = new Controller(parts as unknown as ControllerParts);
    const stop = new AbortController();
    this.#running.set(home, { stop, ended: controller.run(stop.signal) });
    return controller;
  }

  /** One that was started is lost, and says nothing more. */
  async kill(home: string): Promise<void> {
    const running = this.#running.get(home);
    running?.stop.abort();
    await running?.ended;
  }

  /** Lets the conditions of a trigger be met for longer than their time. */
  hold(trigger: string): void {
    const heldForMs = plan.triggers[trigger]?.heldForMs ?? 0;
    const sinceMs = this.clock.monotonicMs() - heldForMs - 1;
    this.seen.heldSinceMs = { ...this.seen.heldSinceMs, [trigger]: sinceMs };
  }

  /** Lets every controller look a few times. */
  async look(): Promise<void> {
    await this.clock.pass(plan.probes.database.everyMs);
  }

  /** What was claimed of a step, in order. */
  said(step: string): readonly string[] {
    return this.claims.filter((each) => each.step === step).map(({ detail = '' }) => detail);
  }

  /** The question that a person is asked now. */
  async question(): Promise<string | undefined> {
    return (await this.automation.question())?.id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running.keys()].map((home) => this.kill(home)));
  }

  #observed(): Seen {
    const atMs = this.clock.monotonicMs();
    return { ...this.seen, standbys: this.seen.standbys.map((each) => ({ ...each, atMs })) };
  }

  #tenureOf(home: string): Tenure | undefined {
    return this.#leader?.home === home ? this.#leader.tenure : undefined;
  }
}
