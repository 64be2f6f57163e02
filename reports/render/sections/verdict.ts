import type { Judged } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { summary, verdictSigns, verdictWords } from '../sentences.ts';

/** The verdict in words, first of all, and which run it is about. */
export function verdictSection(judged: Judged): Markup {
  return html`<h1>Disaster drill: ${judged.scenario.replaceAll('_', ' ')}</h1>
<header class="verdict ${judged.verdict}">
<p class="word"><span aria-hidden="true">${verdictSigns[judged.verdict]}</span> ${verdictWords[judged.verdict]}</p>
${summary(judged).map((sentence) => html`<p>${sentence}</p>`)}
${judged.reasons.length > 0 && html`<p><strong>Why it is not a pass</strong></p><ul>${judged.reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`}
</header>
${judged.profile === 'fast' && fastNotice(judged)}
${judged.gaps.length > 0 && gapNotice(judged)}
<dl class="facts">${facts(judged).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function fastNotice(judged: Judged): Markup {
  return html`<aside class="notice"><p><strong>Fast profile, timeScale ${judged.timeScale}.</strong>
Every configured duration (thresholds, intervals, lifetimes of names, budgets, targets) was multiplied by ${judged.timeScale},
and stands multiplied on this page; no measured duration was. Such a run is for practice: only the realtime profile can certify.</p></aside>`;
}

function gapNotice(judged: Judged): Markup {
  return html`<aside class="notice"><p><strong>The record is not complete.</strong> What follows was judged from what there is.</p>
<ul>${judged.gaps.map((gap) => html`<li>${gap}</li>`)}</ul></aside>`;
}

function facts(judged: Judged): readonly (readonly [string, string])[] {
  const clock = judged.profile === 'fast' ? `fast (timeScale ${judged.timeScale})` : 'realtime';
  return [
    ['Started', judged.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC')],
    ['Profile', clock],
    ['Engine', judged.engine],
    ['Runtime', judged.runtime],
    ['Plan', judged.plan],
    ['Seed', String(judged.seed)],
    ['Commit', judged.commit],
    ['Exit code', String(judged.exitCode)],
  ];
}
