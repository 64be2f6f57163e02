import type {
  Judged,
  JudgedService,
  JudgedStore,
  Rto,
  Verdict,
} from '../../harness/judge/judged.ts';
import { count, duration, interval } from './words.ts';

/** The verdict as one word or two, for a headline. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unknown: 'Cannot be concluded',
  invalid: 'Invalid: the rig failed',
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

/** An RTO as a duration: `∞` when the service never came back, `not measured` when it is unknown. */
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
    ...judged.stores.map(storeSentence),
  ];
}

function serviceSentence(name: string, services: readonly JudgedService[], judged: Judged): string {
  const worst = slowest(services);
  if (!worst) return `Nobody used ${name}.`;
  const target = `target ${duration(worst.targetMs)}`;
  if (worst.rtoMs === 'unmeasured') {
    return `How long ${name} was away could not be measured from ${worst.vantage} (${target}).`;
  }
  if (worst.rtoMs === 'infinity') {
    const away = services.filter((service) => service.rtoMs === 'infinity').length;
    const where =
      away === services.length ? 'any vantage' : `${worst.vantage}${away > 1 ? ' and others' : ''}`;
    const none = away === services.length && services.length > 1;
    return none
      ? `${name} never came back, seen from ${where}, in the ${duration(judged.durationMs)} of the run; ${target}.`
      : `${name} never came back in ${where}; ${target}.`;
  }
  if (worst.rtoMs === 0) return `${name} was never away, seen from every vantage; ${target}.`;
  return `${name} was away for ${duration(worst.rtoMs)} in ${worst.vantage}, where it took longest; ${target}.`;
}

/** Where recovery was worst; what could not be measured is worse than what was. */
export function slowest(services: readonly JudgedService[]): JudgedService | undefined {
  const rank = (rto: Rto) =>
    rto === 'infinity' ? Number.POSITIVE_INFINITY : rto === 'unmeasured' ? Number.MAX_VALUE : rto;
  return services.toSorted((a, b) => rank(b.rtoMs) - rank(a.rtoMs))[0];
}

function storeSentence(store: JudgedStore): string {
  const [lo, hi] = store.rpoOps;
  const target = `target ${duration(store.targetMs)}`;
  const after =
    store.lostAfterFault.ops > 0
      ? ` Another ${count(store.lostAfterFault.ops, 'write')}, acknowledged after the fault had begun, also went missing.`
      : '';
  if (store.proof === '' && store.verdict !== 'pass' && hi === 0) {
    return `What ${store.name} lost could not be determined: ${store.why}.${after}`;
  }
  if (hi === 0) {
    return `${store.name} lost none of its ${count(store.acknowledgedOps, 'acknowledged write')}; ${target}.${after}`;
  }
  const age = durationInterval(...store.rpoMs);
  const lost = lo === 0 ? `no acknowledged write for certain, at most ${hi}` : lostText(lo, hi);
  return `${store.name} lost ${lost}, reaching back ${age} before the fault; ${target}.${after}`;
}

function lostText(lo: number, hi: number): string {
  return lo === hi ? count(lo, 'acknowledged write') : `${interval(lo, hi)} acknowledged writes`;
}
