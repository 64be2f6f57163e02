import { createHash } from 'node:crypto';
import type { Judged, Verdict } from '../../harness/judge/index.ts';
import { type AnyJudged, complete } from './complete.ts';
import { visible } from './markup.ts';
import { lostWords, rtoText, summary } from './sentences.ts';
import { worstFirst } from './severity.ts';
import { duration } from './words.ts';

/** A file of an `allure-results` directory. */
export interface AllureFile {
  readonly name: string;
  readonly text: string;
}

/** What is attached to the result as it is. */
export interface AllureAttachment {
  readonly name: string;
  readonly type: 'text/html' | 'application/json';
  readonly text: string;
}

/**
 * A judged run as results of Allure 2: one result, whose steps are the services, the stores and
 * the checks. The same run gives the same names, so that writing it again replaces it.
 */
export function renderAllure(
  anyJudged: AnyJudged,
  attachments: readonly AllureAttachment[],
): readonly AllureFile[] {
  const judged = complete(anyJudged);
  const { scenario, profile, engine, plan, seed, startedAt } = judged;
  const uuid = uuidOf(scenario, profile, engine, startedAt, String(seed));
  const attached = attachments.map(({ name, type, text }) => {
    const ending = type === 'text/html' ? 'html' : 'json';
    return { name, type, source: `${uuidOf(uuid, name)}-attachment.${ending}`, text };
  });
  const start = Date.parse(startedAt);
  const stop = Math.round(start + judged.durationMs);
  const result = {
    uuid,
    // One line of history for what can be compared, however often it is run.
    historyId: md5(`${scenario}\n${profile}\n${engine}\n${plan}`),
    fullName: `${scenario} (${profile})`,
    name: scenario.replaceAll('_', ' '),
    description: visible(summary(judged).join('\n\n')),
    status: statuses[judged.verdict],
    statusDetails: { message: visible(judged.reasons.join('\n')) },
    stage: 'finished',
    start,
    stop,
    labels: labels(judged),
    links: [],
    parameters: parameters(judged),
    steps: steps(judged).map((step) => ({ ...step, stage: 'finished', start, stop })),
    attachments: attached.map(({ name, type, source }) => ({ name, type, source })),
  };
  return [
    { name: `${uuid}-result.json`, text: JSON.stringify(result, null, 2) },
    ...attached.map(({ source, text }) => ({ name: source, text })),
  ];
}

/** Allure has no word for a run that proves nothing; `broken` is its word for a failed rig. */
const statuses: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  unknown: 'unknown',
  invalid: 'broken',
  'not-healed': 'broken',
};

function labels(judged: Judged) {
  const { scenario, profile, engine, control } = judged;
  const told = [
    ['framework', 'blackstart'],
    ['language', 'typescript'],
    ['parentSuite', 'disaster drills'],
    ['suite', profile],
    ['subSuite', scenario],
    ['epic', judged.expectation],
    ['feature', scenario],
    ['severity', 'critical'],
    ['tag', `engine:${engine}`],
    ...(control === true ? [['tag', 'control']] : []),
  ] as const;
  return told.map(([name = '', value = '']) => ({ name, value: visible(value) }));
}

function parameters(judged: Judged) {
  const { profile, timeScale, engine, runtime, plan, seed, commit, replayOf } = judged;
  const facts = { profile, timeScale, engine, runtime, plan, seed, commit, replayOf };
  return Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: visible(String(value)) }));
}

function steps(judged: Judged) {
  const step = (name: string, verdict: Verdict, message: string) => ({
    name: visible(name),
    status: statuses[verdict],
    statusDetails: { message: visible(message) },
  });
  return [
    ...judged.services.map(({ name, vantage, rtoMs, targetMs, verdict, why }) => {
      const away = `${rtoText(rtoMs)} of ${duration(targetMs)}`;
      return step(`${name} seen from ${vantage}: away ${away}`, verdict, why);
    }),
    ...judged.stores.map((store) =>
      step(`${store.name}: ${lostWords(store)}`, store.verdict, store.why),
    ),
    ...worstFirst(judged.checks).map(({ id, verdict, why }) => step(`${id}: ${why}`, verdict, why)),
  ];
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** A name in the form of a UUID, made from what it is for. */
function uuidOf(...parts: readonly string[]): string {
  const digits = createHash('sha256').update(parts.join('\n')).digest('hex');
  const [a, b, c, d, e] = [0, 8, 13, 17, 20].map((at, index) =>
    digits.slice(at, at + ([8, 4, 3, 3, 12][index] ?? 0)),
  );
  return `${a}-${b}-8${c}-8${d}-${e}`;
}
