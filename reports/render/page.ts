import type { Journal } from '../../harness/journal/index.ts';
import { type AnyJudged, complete } from './complete.ts';
import { html, Markup } from './markup.ts';
import type { Pictures } from './pictures.ts';
import { zoomScript } from './script.ts';
import { actionsSection } from './sections/actions.ts';
import { browserSection } from './sections/browser.ts';
import { checksSection } from './sections/checks.ts';
import { claimsSection } from './sections/claims.ts';
import { conditionsSection, noiseSection } from './sections/conditions.ts';
import { contents } from './sections/contents.ts';
import { findingsSection } from './sections/findings.ts';
import { scriptedLoadSection } from './sections/scripted-load.ts';
import { targetsSection } from './sections/targets.ts';
import { timelineSection } from './sections/timeline.ts';
import { verdictSection } from './sections/verdict.ts';
import { waterfallSection } from './sections/waterfall.ts';
import { verdictWords } from './sentences.ts';
import { styleSheet } from './style.ts';

/**
 * The page that a person reads: one document that loads nothing. Its one script lets the pictures
 * be zoomed into; without it the page is whole.
 */
export function renderHtml(
  anyJudged: AnyJudged,
  journal: Journal,
  pictures: Pictures = new Map(),
): string {
  const judged = complete(anyJudged);
  const script = zoomScript();
  const sources = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src '${script.digest}'`,
  ];
  const policy = [...sources, ...(pictures.size > 0 ? ['img-src data:'] : [])].join('; ');
  const body = html`${targetsSection(judged)}
${findingsSection(judged)}
${actionsSection(judged)}
${waterfallSection(judged)}
${timelineSection(judged, journal)}
${scriptedLoadSection(journal)}
${browserSection(judged, pictures)}
${claimsSection(judged)}
${checksSection(judged)}
${noiseSection(judged)}
${conditionsSection(judged)}`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<title>${verdictWords[judged.verdict]}: ${judged.scenario}, seed ${judged.seed}</title>
<style>
${new Markup(styleSheet())}</style></head>
<body><main>
${verdictSection(judged)}
${contents(body)}
${body}
<footer>Judged from the saved record of the run alone. Scenario ${judged.scenario},
plan ${judged.plan}, profile ${judged.profile}, timeScale ${judged.timeScale}, seed ${judged.seed},
commit <span class="mono">${judged.commit}</span>. Colours: Okabe and Ito’s palette, which readers
with any colour vision can tell apart; each also has a sign, a word or a pattern.</footer>
</main><script>${new Markup(script.text)}</script></body></html>
`;
  return page.text;
}
