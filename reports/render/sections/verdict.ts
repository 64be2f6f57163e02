import type { Judged } from '../../../harness/judge/index.ts';
import { html, type Markup } from '../markup.ts';
import { summary, verdictSigns, verdictWords } from '../sentences.ts';

/** The verdict in words, first of all, and which run it is about. */
export function verdictSection(judged: Judged): Markup {
  const { verdict, reasons, gaps } = judged;
  const sign = html`<span aria-hidden="true">${verdictSigns[verdict]}</span>`;
  return html`<h1>Disaster drill: ${judged.scenario.replaceAll('_', ' ')}</h1>
<header class="verdict ${verdict}">
<p class="word">${sign} ${verdictWords[verdict]}</p>
${summary(judged).map((sentence) => html`<p>${sentence}</p>`)}
${reasons.length > 0 && html`<p><strong>Why it is not a pass</strong></p>${list(reasons)}`}
</header>
${judged.control === true && controlNotice}
${judged.replayOf !== undefined && replayNotice(judged.replayOf)}
${judged.profile === 'fast' && fastNotice(judged.timeScale)}
${gaps.length > 0 && gapNotice(gaps)}
<dl class="facts">${facts(judged).map(fact)}</dl>`;
}

const controlNotice = html`<aside class="notice"><p><strong>A control run.</strong>
Nothing was broken on purpose. It shows what the same measurement finds when nothing happens: any
time away, any loss and any act of the engine in it is a false alarm.</p></aside>`;

function replayNotice(run: string): Markup {
  const name = html`<span class="mono">${run}</span>`;
  return html`<aside class="notice"><p><strong>A replay of ${name}.</strong>
The same faults at the same moments, and the same workload by its seed. How the operating system
orders the work, how long servers take to start, and what the network interleaves cannot be
repeated.</p></aside>`;
}

function fastNotice(timeScale: number): Markup {
  return html`<aside class="notice"><p><strong>Fast profile, timeScale ${timeScale}.</strong>
Every configured duration (thresholds, intervals, lifetimes of names, budgets, targets) was
multiplied by ${timeScale}, and stands multiplied on this page; no measured duration was. Such a run
is for practice: only the realtime profile can certify.</p></aside>`;
}

function gapNotice(gaps: readonly string[]): Markup {
  return html`<aside class="notice"><p><strong>The record is not complete.</strong>
What follows was judged from what there is.</p>
${list(gaps)}</aside>`;
}

function list(sentences: readonly string[]): Markup {
  return html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

function fact([name, value]: readonly [string, string]): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
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
