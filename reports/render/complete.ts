import type { Judged } from '../../harness/judge/index.ts';

/** What a verdict of an older build lacks. */
type Younger = 'torn' | 'queues' | 'availability' | 'notProved' | 'notAsked' | 'actions';

/** A verdict of any build that wrote this version of it. */
export type AnyJudged = Omit<Judged, Younger> & Partial<Pick<Judged, Younger>>;

const nothing: Pick<Judged, Younger> = {
  torn: { stores: [], ops: 0, acknowledgedOps: 0, first: [] },
  queues: [],
  availability: [],
  notProved: [],
  notAsked: [],
  actions: [],
};

/** The verdict with nothing in the place of what its build did not judge yet. */
export function complete(judged: AnyJudged): Judged {
  return { ...nothing, ...judged };
}
