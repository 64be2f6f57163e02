import type {
  Judged,
  JudgedQueue,
  JudgedService,
  JudgedStore,
  JudgedTorn,
  Rto,
  Verdict,
} from '../../harness/judge/index.ts';
import { browserSentences } from './journey-words.ts';
import { extent } from './series.ts';
import { count, duration, interval, number } from './words.ts';

/** The verdict as one word or two, for a headline. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unknown: 'Cannot be concluded',
  invalid: 'Invalid: this run proves nothing',
  'not-healed': 'Not healed',
};

/** A sign beside every colour, so that no meaning rests on colour alone. */
export const verdictSigns: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  fail: '✗',
  unknown: '?',
  invalid: '!',
  'not-healed': '⚠',
};

/** An RTO as a duration: `∞` when service never came back, `not measured` when it is unknown. */
export function rtoText(rto: Rto): string {
  if (rto === 'unmeasured') return 'not measured';
  return rto === 'infinity' ? '∞' : duration(rto);
}

/** An interval of durations, as short as it can be said. */
export function durationInterval(lo: number, hi: number): string {
  return duration(lo) === duration(hi) ? duration(lo) : `${duration(lo)} to ${duration(hi)}`;
}

/** What happened, in sentences for somebody who does not write code: services first, then data. */
export function summary(judged: Judged): readonly string[] {
  const byName = Map.groupBy(judged.services, (service) => service.name);
  return [
    ...[...byName].map(([name, services]) => serviceSentence(name, services, judged)),
    ...browserSentences(judged),
    ...storeSentences(judged.stores),
    ...tornSentence(judged.torn),
    ...judged.queues.flatMap(queueSentence),
  ];
}

function serviceSentence(name: string, services: readonly JudgedService[], judged: Judged): string {
  const worst = slowest(services);
  if (!worst) return `Nobody used ${name}.`;
  if (judged.control === true && worst.rtoMs === 'unmeasured')
    return `Nothing was broken, so ${name} had nothing to recover from.`;
  const target = `target ${duration(worst.targetMs)}`;
  const lost = services.filter((service) => service.rtoMs === 'infinity');
  if (lost.length > 0) {
    const where =
      lost.length === services.length && lost.length > 1
        ? 'any vantage'
        : lost.map((service) => service.vantage).join(', ');
    const watched = `in the ${duration(extent(judged.timeline)[1])} that it was watched`;
    return `${name} never came back, seen from ${where}, ${watched}; ${target}.`;
  }
  if (worst.rtoMs === 'unmeasured') {
    const unknown = `How long ${name} was away, seen from ${worst.vantage}, could not be measured`;
    return `${unknown}: ${worst.why}; ${target}.`;
  }
  if (worst.rtoMs === 0) return `${name} was never away, seen from any vantage; ${target}.`;
  const among = services.length > 1 ? `, the worst of ${services.length} vantages` : '';
  const away = rtoText(worst.rtoMs);
  return `${name} was away for ${away}, seen from ${worst.vantage}${among}; ${target}.`;
}

/** Where recovery was worst; what could not be measured is worse than what was. */
export function slowest(services: readonly JudgedService[]): JudgedService | undefined {
  const rank = (rto: Rto) =>
    rto === 'infinity' ? Number.POSITIVE_INFINITY : rto === 'unmeasured' ? Number.MAX_VALUE : rto;
  return services.toSorted((a, b) => rank(b.rtoMs) - rank(a.rtoMs))[0];
}

/** Stores of which the same is to be said share a sentence. */
function storeSentences(stores: readonly JudgedStore[]): readonly string[] {
  const read = stores.filter((store) => store.region !== '');
  const told = [...Map.groupBy(read, lostText)].map(([text, same]) => {
    const names = same.map((store) => store.name).join(' and ');
    return `${names}${same.length > 1 ? ' each' : ''} lost ${text}`;
  });
  return [...told, ...stores.filter((store) => store.region === '').map(unreadSentence)];
}

function unreadSentence({ name, why, targetMs }: JudgedStore): string {
  return `What ${name} lost is not known: ${why}; target ${duration(targetMs)}.`;
}

function lostText(store: JudgedStore): string {
  return `${lossText(store)}; target ${duration(store.targetMs)}.${afterText(store)}`;
}

function lossText(store: JudgedStore): string {
  const [lo, hi] = store.rpoOps;
  const unsure = hi - lo;
  const [loMs, hiMs] = store.rpoMs.map(duration);
  if (hi === 0) return `none of its ${count(store.acknowledgedOps, 'acknowledged write')}`;
  const perhaps = [
    `perhaps ${number(unsure)}${lo > 0 ? ' more' : ''} whose clients never learned their fate`,
    `(at most ${hiMs} before the fault)`,
  ].join(' ');
  if (lo === 0) return `no acknowledged write, and ${perhaps}`;
  const sure = `${count(lo, 'acknowledged write')}, the oldest ${loMs} before the fault`;
  return unsure === 0 ? sure : `${sure}, and ${perhaps}`;
}

function afterText(store: JudgedStore): string {
  const { ops, lastMs } = store.lostAfterFault;
  if (ops === 0) return '';
  const within = `in the ${duration(lastMs)} after the fault had begun`;
  return ` It also lost ${count(ops, 'write')} acknowledged ${within}.`;
}

/** What a store lost, for a line of a list: `7 writes lost, 500 lost after the fault`. */
export function lostWords({ rpoOps, lostAfterFault: { ops } }: JudgedStore): string {
  const after = ops === 0 ? '' : `, ${number(ops)} lost after the fault`;
  return `${interval(...rpoOps)} writes lost${after}`;
}

function tornSentence({ stores, ops, acknowledgedOps }: JudgedTorn): readonly string[] {
  if (stores.length < 2 || ops === 0) return [];
  const torn = `${count(ops, 'business operation')} ${ops === 1 ? 'is' : 'are'} torn`;
  const between = `some of ${stores.join(', ')} have them and others lack them`;
  return [`${torn}, ${number(acknowledgedOps)} of them acknowledged: ${between}.`];
}

function queueSentence(queue: JudgedQueue): readonly string[] {
  const wrong = [
    [queue.duplicatedOps, 'held twice'],
    [queue.reorderedOps, 'out of order'],
    [queue.skippedOps ?? 0, 'never consumed'],
    [queue.repeatedOps ?? 0, 'consumed twice'],
  ] as const;
  const told = wrong.filter(([ops]) => ops > 0).map(([ops, how]) => `${number(ops)} ${how}`);
  return told.length === 0
    ? []
    : [`${queue.store}, as read in ${queue.region}: ${told.join(', ')}.`];
}

/** Names the checks that were not asked; empty where all were, or where nobody said. */
export function notAskedSentence({ notAsked }: Judged): string {
  return notAsked.length === 0 ? '' : `Not asked here: ${notAsked.join(', ')}.`;
}
