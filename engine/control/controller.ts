import { type Decision, decide, type FailoverDecision } from '../decide/decide.ts';
import { type Left, leftWords } from '../failover/left.ts';
import type { LeftSteps, RunbookRecord } from '../failover/record.ts';
import { askedFor, firstRecord, isAsked, runRunbook } from '../failover/runbook.ts';
import { type Assignment, assignmentFrom } from '../failover/world.ts';
import type { Tenure } from '../lead/tenure.ts';
import { controlKeys } from '../plan/control-keys.ts';
import { deadlines } from '../systems/deadlines.ts';
import { downSystems } from '../watch/down-systems.ts';
import type { Seen } from '../watch/observer.ts';
import { Asking } from './asking.ts';
import type { ControllerParts } from './controller-parts.ts';
import { Handover } from './handover.ts';
import { tellAlone, tellWaiting } from './held-back.ts';
import { askedRecord, freeEpoch, leftUndone, newestRunbook, whyLook } from './runbook-list.ts';
import { statusOf, type View } from './status.ts';

/**
 * One of several, a region each. Every one watches and tells the others what it sees; the one that
 * leads decides, and runs one runbook at a time, or ends what a leader before it left.
 */
export class Controller {
  readonly #parts: ControllerParts;
  readonly #asking: Asking;
  readonly #handover: Handover;
  #decision: Decision = { kind: 'wait', why: 'not-leading' };
  #tenure: Tenure | undefined;
  #leading = Promise.resolve();
  #blocked: { readonly runbook: string; readonly why: string } | undefined;
  #requested = false;
  /** A runbook is under way on record, and not here: an operator has it taken up again. */
  #unfinished = false;
  /** What runbooks have succeeded without, as the control store had it last. */
  #left: readonly Left[] | undefined;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#asking = new Asking(parts);
    this.#handover = new Handover(parts);
  }

  view(): View {
    const { situation, observer, watcher } = this.#parts;
    const { state } = situation;
    return { state, observation: observer.observe(state.active), facts: watcher.facts() };
  }

  status(): unknown {
    return statusOf(this.#parts, this.view(), this.#decision, this.#blocked?.why, this.#left ?? []);
  }

  /** The runbook that a person has to look at, if there is one. */
  blockedBy(): string | undefined {
    return this.#blocked?.runbook;
  }

  /** Runs until the signal is aborted. Throws only what it cannot go on after. */
  async run(signal: AbortSignal): Promise<void> {
    const { watcher, opinions, preflight, leadership } = this.#parts;
    this.#leading = leadership.run(signal);
    await Promise.all([
      watcher.run(signal),
      opinions.run(signal),
      preflight.run(signal),
      this.#leading,
      this.#follow(signal),
      this.#attend(signal),
      this.#act(signal),
    ]);
  }

  /** Resolves when this one, told to stop, has given the lead away. */
  resigned(): Promise<void> {
    return this.#leading;
  }

  /** What the control store says of who writes, and whether operators hold automation back. */
  async #follow(signal: AbortSignal): Promise<void> {
    const { world } = this.#parts;
    while (!signal.aborted) {
      await this.#readStore().catch(() => undefined);
      const newest = await newestRunbook(world).catch(() => undefined);
      this.#unfinished = newest?.outcome === 'running';
      this.#left = await this.#readLeft().catch(() => this.#left);
      await this.#rest(world.plan.fencing.leaseTtlMs, signal);
    }
  }

  async #readLeft(): Promise<readonly Left[]> {
    const { world, automation } = this.#parts;
    return leftUndone(world, await automation.read());
  }

  /** Gives who may write, if that is known. */
  async #readStore(): Promise<Assignment | undefined> {
    const { world, situation, automation } = this.#parts;
    const stored = await world.store.get(controlKeys(world.plan.name).writer);
    const writer = stored && assignmentFrom(stored.value);
    if (writer) situation.apply({ kind: 'writer', ...writer });
    const { paused, cleared } = await automation.read();
    situation.apply({ kind: paused ? 'paused' : 'resumed' });
    if (this.#blocked?.runbook === cleared) this.#unblock();
    return writer;
  }

  /** Whichever controller an operator asked to move, the one that leads hears of it soon. */
  async #attend(signal: AbortSignal): Promise<void> {
    const { automation } = this.#parts;
    while (!signal.aborted) {
      if (this.#tenure) this.#requested = await automation.isRequested().catch(() => false);
      await this.#rest(deadlines.requestEveryMs, signal);
    }
  }

  async #rest(ms: number, signal: AbortSignal): Promise<void> {
    await this.#parts.world.clock.sleep(ms, signal).catch(() => undefined);
  }

  async #act(signal: AbortSignal): Promise<void> {
    const { world, observer, situation, policy } = this.#parts;
    const { everyMs } = world.plan.probes.database;
    while (!signal.aborted) {
      const observation = observer.observe(situation.state.active);
      await this.#turn(observation);
      const nowMs = world.clock.monotonicMs();
      const dueMs = Object.entries(observation.heldSinceMs)
        .map(([name, sinceMs]) => sinceMs + (policy.triggers[name]?.heldForMs ?? 0) - nowMs)
        .filter((ms) => ms > 0);
      // A millisecond more, because a condition must be held for longer than its time.
      await this.#rest(Math.min(everyMs / 4, ...dueMs.map((ms) => ms + 1)), signal);
    }
  }

  /** What follows from how things are. */
  async #turn(observation: Seen): Promise<void> {
    const { world, situation, leadership, policy, decided, announce } = this.#parts;
    const tenure = leadership.tenure();
    if (!observation.quorum) tellAlone(this.#parts, observation);
    if (tenure !== this.#tenure) return this.#change(tenure);
    const { state } = situation;
    if (!tenure) return observation.quorum ? this.#standBy(observation) : undefined;
    this.#asking.settle(tenure);
    this.#handover.settle(tenure);
    // Also what a leader before has told and a person has looked at since then.
    if (!this.#blocked) announce.looked();
    if (this.#unfinished) return this.#takeUp(tenure);
    if (state.phase === 'idle' && this.#requested) return this.#obey(tenure);
    if (state.active === 'none') return;
    announce.unfit(observation.unfit, state);
    if (this.#left) announce.left(this.#left, state);
    const decision = decide(policy, state, observation, world.clock.monotonicMs());
    this.#decision = decision;
    decided(decision);
    if (decision.kind === 'failover') await this.#failOver(tenure, decision);
    else if (decision.kind === 'ask') {
      await this.#asking.ask(tenure, decision, observation.heldSinceMs);
    } else tellWaiting(this.#parts, decision, observation);
    if (state.phase !== 'asking') return;
    const agreed = await this.#asking.hear(observation);
    if (agreed) await this.#failOver(tenure, agreed.decision, ['answered', agreed.said]);
  }

  /** Who was alone, or has led and could not say so, ends what it has told. */
  #standBy({ heldSinceMs }: Seen): void {
    this.#handover.release();
    this.#parts.announce.over(heldSinceMs);
  }

  /** The lead was won or lost. What is unfinished comes before anything new. */
  async #change(tenure: Tenure | undefined): Promise<void> {
    const { world, runbooks, situation, announce, automation } = this.#parts;
    // Of a runbook whose lead was lost nobody says here how it ended, also if the lead came back.
    situation.apply({ kind: 'deposed' });
    if (!tenure) {
      this.#tenure = undefined;
      this.#decision = { kind: 'wait', why: 'not-leading' };
      return;
    }
    const newest = await newestRunbook(world).catch(() => 'unknown' as const);
    const record = await automation.read().catch(() => undefined);
    // Nothing can be decided before it is known that no runbook is half done.
    if (newest === 'unknown' || !record) return;
    this.#tenure = tenure;
    this.#handover.settle(tenure);
    situation.apply({ kind: 'elected' });
    situation.apply({ kind: record.paused ? 'paused' : 'resumed' });
    announce.leads(`${world.endpoints.home} leads in term ${tenure.term}`, situation.state.epoch);
    if (!newest) return;
    const why = whyLook(newest, runbooks);
    if (newest.outcome === 'running' && !why) return this.#carryOn(tenure, newest);
    if (why && newest.id !== record.cleared) this.#block(newest.id, why);
  }

  /** It is asked once more, since what was seen to be under way may have ended here meanwhile. */
  async #takeUp(tenure: Tenure): Promise<void> {
    this.#unfinished = false;
    const { world, runbooks } = this.#parts;
    const newest = await newestRunbook(world).catch(() => undefined);
    if (newest?.outcome !== 'running' || whyLook(newest, runbooks)) return;
    if (this.#blocked) this.#unblock();
    await this.#carryOn(tenure, newest);
  }

  async #carryOn(tenure: Tenure, record: RunbookRecord): Promise<void> {
    if (record.retriedBy) this.#parts.announce.retried(record, record.retriedBy);
    await this.#carryOut(tenure, record);
  }

  #block(runbook: string, why: string): void {
    this.#blocked = { runbook, why };
    this.#parts.situation.apply({ kind: 'failed' });
  }

  #unblock(): void {
    this.#blocked = undefined;
    this.#parts.announce.looked();
    this.#parts.situation.apply({ kind: 'cleared' });
  }

  /** What an operator asked for, unless another region has become the active one meanwhile. */
  async #obey(tenure: Tenure): Promise<void> {
    const { automation, announce, world, runbooks } = this.#parts;
    this.#requested = false;
    // Who asked was told what the store says now, and what was last read here may be older.
    const writer = await this.#readStore().catch(() => undefined);
    const free = await freeEpoch(world, runbooks).catch(() => undefined);
    if (!writer || free === undefined) return;
    const request = await automation.takeRequest().catch(() => undefined);
    if (!request) return;
    const { action, from, to, by, above = 0 } = request;
    const begun = action === 'rejoin' ? 0 : Math.max(above, free - 1);
    const decision = askedFor(action, from, to, Math.max(writer.epoch, begun));
    if (request.epoch !== writer.epoch) return announce.dropped(decision, by, request.epoch);
    // It is taken by now, and done also where nobody can read what other rejoins did before it.
    const record = await askedRecord(world, decision).catch(() => firstRecord(decision));
    announce.obeyed(decision, by);
    await this.#carryOut(tenure, record);
  }

  async #failOver(
    tenure: Tenure,
    decided: FailoverDecision,
    question: Parameters<Asking['close']> = ['withdrawn', `${decided.trigger} needs no answer`],
  ): Promise<void> {
    const { announce, watcher, automation, situation, world, runbooks } = this.#parts;
    const { trigger, from, epoch } = decided;
    // What an operator said a moment ago counts; and without the store nobody could be fenced.
    const asking = Promise.all([automation.read(), freeEpoch(world, runbooks)]);
    const [said, free] = (await asking.catch(() => undefined)) ?? [];
    if (said?.paused) situation.apply({ kind: 'paused' });
    if (!said || said.paused || free === undefined) return;
    this.#asking.close(...question);
    this.#asking.settle(tenure);
    const decision = { ...decided, epoch: Math.max(epoch, free) };
    const errors = watcher.errors();
    const asked = world.plan.triggers[trigger]?.when.map(({ of }) => errors[`${of} ${from}`]);
    announce.detected(trigger, from, epoch - 1, asked?.find(Boolean) ?? 'its condition held');
    announce.decided(decision);
    this.#handover.settle(tenure);
    await this.#carryOut(tenure, firstRecord(decision));
  }

  async #carryOut(tenure: Tenure, record: RunbookRecord): Promise<void> {
    const { world, runbooks, situation, announce, claim, observer, watcher } = this.#parts;
    situation.apply({ kind: 'started' });
    const startMs = world.clock.monotonicMs();
    const down = (region: string) => downSystems(world.plan, region, watcher.facts());
    const run = { known: runbooks, world, claim, tenure, down };
    const { outcome, active, note, left } = await runRunbook(run, record);
    // Nobody looked meanwhile: what held before may have been over, and is no unbroken hold.
    observer.beginAnew();
    // The one that leads now goes on, and says how it ended.
    if (outcome === 'deposed') return;
    if (outcome === 'averted') return this.#avert(record, note ?? '');
    const tookMs = Math.round(world.clock.monotonicMs() - startMs);
    const won = outcome === 'succeeded';
    const detail = won ? wonWords(active, tookMs, left) : `runbook ${outcome}`;
    if (won) situation.apply({ kind: 'succeeded', active, epoch: record.epoch });
    else if (outcome === 'undone' && isAsked(record)) await this.#takeBack();
    else this.#block(record.id, detail);
    announce.ended(record, won, detail);
  }

  #avert(record: RunbookRecord, why: string): void {
    const { situation, announce } = this.#parts;
    situation.apply({ kind: 'averted' });
    announce.averted(record, why);
  }

  /** All is as it was but for the epoch, which may have gone up. */
  async #takeBack(): Promise<void> {
    this.#parts.situation.apply({ kind: 'undone' });
    await this.#readStore().catch(() => undefined);
  }
}

function wonWords(active: string, tookMs: number, left: LeftSteps): string {
  const words = `${active} serves, ${tookMs} ms after the decision`;
  return Object.keys(left).length > 0 ? `${words}; left: ${leftWords(left)}` : words;
}
