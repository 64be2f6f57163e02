import { html, Markup } from '../markup.ts';
import { chip } from '../sections/chip.ts';
import { figures, head, table } from '../sections/table.ts';
import { rtoText } from '../sentences.ts';
import { styleSheet } from '../style.ts';
import { count, duration, number } from '../words.ts';
import type { RunSummary } from './run-summary.ts';
import { trend } from './trend.ts';

/** All runs as one page: what can be compared stands together, with its trend, newest first. */
export function renderRunsPage(
  runs: readonly RunSummary[],
  unreadable: readonly string[] = [],
): string {
  const groups = Map.groupBy(
    runs.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    (run) => groupName(run),
  );
  const named = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Disaster drills: all runs</title>
<style>
${new Markup(styleSheet())}</style></head>
<body><main>
<h1>Disaster drills: ${count(runs.length, 'run')}</h1>
<p>Runs of one scenario, profile and engine stand together, newest first. Each picture shows the
worst time away of the last runs, from the oldest to the newest: a dot is a run that passed, a cross
one that did not, at the top if service never came back, at the foot if nothing was measured; the
dashed line is the target. A table has the worst figures of each run over all its services, vantages
and stores.</p>
${named.map(([name, group], index) => groupSection(`group-${index + 1}`, name, group))}
${unreadable.length > 0 && unreadablePart(unreadable)}
</main></body></html>
`;
  return page.text;
}

function groupName({ scenario, profile, engine, isControl }: RunSummary): string {
  const control = isControl ? ', control runs' : '';
  return `${scenario.replaceAll('_', ' ')}${control}: ${profile}, engine ${engine}`;
}

function groupSection(id: string, name: string, runs: readonly RunSummary[]): Markup {
  const passed = runs.filter((run) => run.verdict === 'pass').length;
  const heads = [
    head('Run'),
    head('Verdict'),
    figures('Time away'),
    figures('Target'),
    figures('Loss reaches back'),
    figures('Writes lost'),
    figures('Lost after the fault'),
    figures('Seed'),
    head('Commit'),
  ];
  const caption = `${number(passed)} of ${count(runs.length, 'run')} passed`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${name}</h2>
${trend(runs)}
${table(caption, heads, html`<tbody>${runs.map(row)}</tbody>`)}</section>`;
}

function row(run: RunSummary): Markup {
  const started = run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
  const replay =
    run.replayOf !== undefined && html`<div class="soft">replay of ${run.replayOf}</div>`;
  const known = (value: number | undefined, say: (value: number) => string) =>
    value === undefined ? 'not known' : say(value);
  return html`<tr>
<th scope="row" class="whole"><a href="${linkTo(run)}">${started}</a>${replay}</th>
<td>${chip(run.verdict)}</td><td class="n"><strong>${rtoText(run.rtoMs)}</strong></td>
<td class="n">${known(run.targetMs, duration)}</td>
<td class="n"><strong>${known(run.rpoMs, duration)}</strong></td>
<td class="n">${known(run.lostOps, number)}</td>
<td class="n">${known(run.lostAfterOps, number)}</td>
<td class="n">${run.seed}</td><td class="mono whole">${shortCommit(run.commit)}</td></tr>`;
}

/** Each part encoded: a directory's name is no address. */
function linkTo({ path, page }: RunSummary): string {
  return [...path.split('/'), page].map(encodeURIComponent).join('/');
}

/** With a `+` where the work tree differed from it. */
function shortCommit(commit: string): string {
  return commit.replace(/^([0-9a-f]{8})[0-9a-f]+/, '$1').replace('+changes', '+');
}

function unreadablePart(unreadable: readonly string[]): Markup {
  return html`<section aria-labelledby="unreadable"><h2 id="unreadable">Not readable</h2>
<p>These runs have a verdict that cannot be read; <code>blackstart report RUN</code> writes it
again.</p>
<ul>${unreadable.map((each) => html`<li class="mono">${each}</li>`)}</ul></section>`;
}
