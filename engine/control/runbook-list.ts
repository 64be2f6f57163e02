import type { FailoverDecision } from '../decide/decide.ts';
import { keepingRejoined, type Left, leftBy } from '../failover/left.ts';
import type { RunbookRecord } from '../failover/record.ts';
import { firstRecord, isAsked, type Runbooks } from '../failover/runbook.ts';
import type { World } from '../failover/world.ts';
import { controlKeys } from '../plan/control-keys.ts';
import type { AutomationRecord } from './automation.ts';

type Kept = Pick<World, 'store' | 'plan'>;

/**
 * The runbook that is under way, or else the newest on record, if there is any; ids begin with the
 * epoch, in which an old region may still rejoin. One that was averted has begun no epoch, so that
 * its id says nothing of when it was, and nobody has to look at it. Throws ControlStoreUnavailable.
 */
export async function newestRunbook(kept: Kept): Promise<RunbookRecord | undefined> {
  const records = await recordsIn(kept);
  return records.findLast(({ outcome }) => outcome === 'running') ?? records.at(-1);
}

/**
 * The first epoch that no runbook can have begun: where one did not succeed, its way back begins
 * the next one in the old database, and so in its copies, before the store says so. Undefined while
 * one is under way. Throws ControlStoreUnavailable.
 */
export async function freeEpoch(kept: Kept, known: Runbooks): Promise<number | undefined> {
  const records = await recordsIn(kept);
  const underWay = (each: RunbookRecord) => each.outcome === 'running' && !whyLook(each, known);
  if (records.some(underWay)) return undefined;
  const above = ({ epoch, outcome }: RunbookRecord) => epoch + (outcome === 'succeeded' ? 1 : 2);
  return Math.max(0, ...records.map(above));
}

/** What is left to be done, but for what a person has looked at. Throws ControlStoreUnavailable. */
export async function leftUndone(
  kept: Kept,
  { looked }: Pick<AutomationRecord, 'looked'>,
): Promise<readonly Left[]> {
  const left = leftBy(await recordsIn(kept), Object.keys(kept.plan.regions));
  return left.filter((each) => !looked.includes(lookedKey(each)));
}

export function lookedKey({ runbook, step, region }: Left): string {
  return `${runbook} ${step} ${region}`;
}

/** The record of a runbook that an operator has asked for. Throws ControlStoreUnavailable. */
export async function askedRecord(kept: Kept, decision: FailoverDecision): Promise<RunbookRecord> {
  return keepingRejoined(firstRecord(decision), await recordsIn(kept));
}

async function recordsIn({ store, plan }: Kept): Promise<readonly RunbookRecord[]> {
  const listed = await store.list(controlKeys(plan.name).runbooks);
  return listed
    .map(({ value }) => JSON.parse(value) as RunbookRecord)
    .filter(({ outcome }) => outcome !== 'averted');
}

/** Why nothing more is done about it by itself, and a person has to look, if that is so. */
export function whyLook(record: RunbookRecord, known: Runbooks): string | undefined {
  const { id, outcome, action } = record;
  if (outcome === 'succeeded' || (outcome === 'undone' && isAsked(record))) return undefined;
  const runs = known[action] !== undefined;
  if (outcome === 'running' && runs) return undefined;
  const how = runs ? outcome : `${action}, which this engine does not know`;
  return `runbook ${id} is ${how}; a person has to look`;
}
