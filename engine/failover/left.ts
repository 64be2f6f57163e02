import type { LeftSteps, Rejoined, RunbookRecord } from './record.ts';

/** What a runbook succeeded without, and a person has to see to. */
export interface Left {
  readonly runbook: string;
  readonly step: string;
  /** Where it is to be done. */
  readonly region: string;
  readonly why: string;
}

export function leftWords(left: LeftSteps): string {
  return Object.entries(left)
    .map(([step, why]) => `${step} (${why})`)
    .join(', ');
}

/**
 * What the newest move has left, and the rejoins after it: the next move does all of it again, and
 * a rejoin makes up for what is left of its own region. Records in the order of their ids.
 */
export function leftBy(
  records: readonly RunbookRecord[],
  regions: readonly string[],
): readonly Left[] {
  const move = records.findLast((each) => each.outcome === 'succeeded' && !isRejoin(each));
  const since = records.filter((each) => isRejoin(each) && each.epoch >= (move?.epoch ?? 0));
  const rejoins = since.flatMap((record) =>
    rejoinedBy(record).map(({ region, left }) => ({ runbook: record.id, region, left })),
  );
  const rejoined = new Map(rejoins.map((each) => [each.region, each]));
  const later = [...rejoined.values()].flatMap(({ left, ...where }) =>
    Object.entries(left).map(([step, why]) => ({ ...where, step, why })),
  );
  return [...(move ? leftByMove(move, [...rejoined.keys()], regions) : []), ...later];
}

function leftByMove(
  move: RunbookRecord,
  rejoined: readonly string[],
  regions: readonly string[],
): readonly Left[] {
  const mended = (step: string) => {
    const needed = mendedBy(step, move, regions);
    return needed.length > 0 && needed.every((region) => rejoined.includes(region));
  };
  return Object.entries(move.left ?? {})
    .filter(([step]) => !mended(step))
    .map(([step, why]) => ({ runbook: move.id, step, region: placeOf(step, move), why }));
}

/** A rejoin that is about to begin keeps what others of its epoch have done before. */
export function keepingRejoined(
  begun: RunbookRecord,
  records: readonly RunbookRecord[],
): RunbookRecord {
  const last = records.find(({ id }) => id === begun.id);
  return last && isRejoin(begun) ? { ...begun, before: rejoinedBy(last) } : begun;
}

const isRejoin = ({ action }: RunbookRecord) => action === 'rejoin';

function rejoinedBy({ before = [], outcome, from, left = {} }: RunbookRecord): Rejoined[] {
  return outcome === 'succeeded' ? [...before, { region: from, left }] : [...before];
}

const ofOldSide = ['rejoin', 'fence-events', 'fence-objects'];

/** Regions whose rejoins make up for a step; none where only a person can say so. */
function mendedBy(
  step: string,
  { from, to }: RunbookRecord,
  regions: readonly string[],
): readonly string[] {
  if (ofOldSide.includes(step)) return [from];
  if (step === 'repoint') return regions.filter((region) => region !== from && region !== to);
  return [];
}

function placeOf(step: string, { from, to }: RunbookRecord): string {
  return ofOldSide.includes(step) ? from : to;
}
