import type { Judged, JudgedCheck } from '../../harness/judge/index.ts';
import { type AnyJudged, complete } from './complete.ts';
import { visible } from './markup.ts';
import {
  durationInterval,
  notAskedSentence,
  rtoText,
  summary,
  verdictSigns,
  verdictWords,
} from './sentences.ts';
import { worstFirst } from './severity.ts';
import { duration, interval, number } from './words.ts';

/** A judged run for a pull request: the verdict first, targets, what failed, what to do. */
export function renderMarkdown(anyJudged: AnyJudged): string {
  const judged = complete(anyJudged);
  const parts = [
    `## ${verdictSigns[judged.verdict]} ${verdictWords[judged.verdict]}: ${md(judged.scenario)}`,
    md(circumstances(judged)),
    summary(judged)
      .map((sentence) => `- ${md(sentence)}`)
      .join('\n'),
    servicesTable(judged),
    storesTable(judged),
    failedChecks(judged.checks),
    md(notAskedSentence(judged)),
    actions(judged),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function circumstances(judged: Judged): string {
  const { profile, timeScale, engine, seed, commit, control, replayOf } = judged;
  const scaled = profile === 'fast' ? `fast (timeScale ${timeScale}; cannot certify)` : profile;
  return [
    ...(control === true ? ['A control run: nothing was broken.'] : []),
    ...(replayOf === undefined ? [] : [`A replay of ${replayOf}.`]),
    `Profile ${scaled}, engine ${engine}, seed ${seed}, commit ${commit}, ${judged.startedAt}.`,
  ].join(' ');
}

function servicesTable({ services }: Judged): string {
  if (services.length === 0) return '';
  const rows = services.map(({ name, tier, vantage, rtoMs, targetMs, verdict }) => [
    name,
    String(tier),
    vantage,
    rtoText(rtoMs),
    duration(targetMs),
    `${verdictSigns[verdict]} ${verdict}`,
  ]);
  return table(['Service', '#Tier', 'Seen from', '#Time away', '#Target', 'Verdict'], rows);
}

function storesTable({ stores }: Judged): string {
  if (stores.length === 0) return '';
  const rows = stores.map((store) => [
    store.name,
    String(store.tier),
    interval(...store.rpoOps),
    durationInterval(...store.rpoMs),
    number(store.lostAfterFault.ops),
    duration(store.targetMs),
    `${verdictSigns[store.verdict]} ${store.verdict}`,
  ]);
  const heads = ['Store', '#Tier', '#Writes lost', '#Reaching back', '#Lost after', '#Target'];
  return table([...heads, 'Verdict'], rows);
}

function failedChecks(checks: readonly JudgedCheck[]): string {
  const bad = worstFirst(checks.filter((check) => check.verdict !== 'pass'));
  if (bad.length === 0) return `All ${checks.length} checks passed.`;
  const lines = bad.map(({ id, verdict, why, proof }) => {
    const first = proof?.first.map((op) => `${op.type} ${op.id}`).join(', ');
    const proved = first ? ` (${number(proof?.count ?? 0)} operations, first ${first})` : '';
    return `- ${verdictSigns[verdict]} **${md(id)}** ${verdict}: ${md(why)}${md(proved)}`;
  });
  const passed = `${checks.length - bad.length} of ${checks.length} checks passed; not these:`;
  return `### Checks\n\n${passed}\n\n${lines.join('\n')}`;
}

function actions(judged: Judged): string {
  if (judged.actions.length === 0) return '';
  const lines = judged.actions.map(({ what, why }) => `- [ ] **${md(what)}** ${md(why)}`);
  return `### What to do\n\n${lines.join('\n')}`;
}

/** A head that begins with `#` stands over figures, at the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(md).join(' | ')} |`;
  return [
    line(heads.map((head) => head.replace(/^#/, ''))),
    `|${heads.map((head) => (head.startsWith('#') ? ' ---: ' : ' --- ')).join('|')}|`,
    ...rows.map(line),
  ].join('\n');
}

/** Text on one line in which nothing is markup, a link, a mention or a reference. */
function md(text: string): string {
  return visible(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|~#!]/g, '\\$&')
    .replace(/^([-+])/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
    .replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/@/g, '@<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//');
}
