import { duration } from '../judge/duration.ts';
import type { Certificate } from './certificate.ts';
import { type Html, html, join } from './html.ts';
import { lossWords } from './loss-words.ts';
import { worstVantage } from './run-figures.ts';
import type { StatedRun, Statement } from './statement.ts';

export function listSection(title: string, sentences: readonly string[]): Html {
  if (sentences.length === 0) return html``;
  return html`<h2>${title}</h2><ul>${join(sentences.map((one) => html`<li>${one}</li>`))}</ul>`;
}

/** What it is bound to, so that it speaks of nothing else. */
export function bindingsSection({ statement, digest }: Certificate): Html {
  const { build, conditions, planSha256, scenarios, parts } = statement;
  const rows = [
    row('commit', code(build.commit)),
    row(
      'engine',
      html`${conditions.engine} ${code(build.engineSha256 ?? 'its build is not known')}`,
    ),
    row('plan', html`${conditions.plan} ${code(planSha256)}`),
    row('profile', html`${conditions.profile}, durations × ${conditions.timeScale}`),
    row('runtime', html`${conditions.runtime}`),
    ...scenarios.map(({ name, control, sha256 }) =>
      row('scenario', html`${name}${control ? ', control' : ''} ${code(sha256)}`),
    ),
    ...parts.map(({ name, version, origin, digest }) =>
      row('part', html`${name} ${version}, ${origin} ${code(digest)}`),
    ),
    row('statement', code(digest)),
  ];
  return html`<h2>What it is bound to</h2><table>${join(rows)}</table>`;
}

/** Every run, also those that were discarded, with what its journal must be. */
export function runsSection({ runs }: Statement): Html {
  return html`<h2>Every run</h2><table><tr><th>run<th>verdict<th>RTO, slowest vantage<th>RPO
<th>journal, sha256</tr>
${join(runs.map(runRow))}</table>`;
}

function runRow(run: StatedRun): Html {
  const kind = run.control ? 'control' : 'trial';
  const why = run.verdict === 'pass' ? '' : `: ${run.reasons[0] ?? ''}`;
  const files = run.chain.files.map(({ name, sha256 }) => html`${name} ${code(sha256)}<br>`);
  return html`<tr><td>${kind}, seed ${run.seed}<br><code>${run.path}</code>
<td>${run.verdict}${why}<td>${rtos(run)}<td>${rpos(run)}<td>${join(files)}</tr>`;
}

function rtos({ services, control }: StatedRun): string {
  if (control) return 'no fault';
  const names = [...new Set(services.map(({ name }) => name))];
  return names
    .map((name) => {
      const worst = worstVantage(services, name);
      return worst ? `${name} ${duration(worst.rtoMs)} at ${worst.vantage}` : `${name} unmeasured`;
    })
    .join('; ');
}

function rpos({ stores, control }: StatedRun): string {
  if (control) return 'no fault';
  return stores.map((store) => `${store.name} ${lossWords(store)}`).join('; ');
}

/** How quiet the host was, over all runs. */
export function noiseSection({ noise }: Statement): Html {
  const rows = noise.map(
    ({ of, at, samples, mean, max }) =>
      html`<tr><td>${of}<td>${at}<td>${mean.toPrecision(3)}<td>${max.toPrecision(3)}
<td>${samples}</tr>`,
  );
  return html`<h2>Host noise</h2><table><tr><th>of<th>at<th>mean<th>max<th>samples</tr>
${join(rows)}</table>`;
}

function row(name: string, value: Html): Html {
  return html`<tr><th>${name}<td>${value}</tr>`;
}

function code(text: string): Html {
  return html`<code>${text}</code>`;
}
