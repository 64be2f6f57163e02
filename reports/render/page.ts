import type { Journal } from '../../harness/journal/index.ts';
import type { Judged } from '../../harness/judge/index.ts';
import { html, Markup } from './markup.ts';
import { checksSection } from './sections/checks.ts';
import { claimsSection } from './sections/claims.ts';
import { conditionsSection, noiseSection } from './sections/conditions.ts';
import { targetsSection } from './sections/targets.ts';
import { timelineSection } from './sections/timeline.ts';
import { verdictSection } from './sections/verdict.ts';
import { waterfallSection } from './sections/waterfall.ts';
import { verdictWords } from './sentences.ts';
import { styleSheet } from './style.ts';

/** The page that a person reads: one document that loads nothing and runs nothing. */
export function renderHtml(judged: Judged, journal: Journal): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${verdictWords[judged.verdict]}: ${judged.scenario}, seed ${judged.seed}</title>
<style>
${new Markup(styleSheet())}</style></head>
<body><main>
${verdictSection(judged)}
${targetsSection(judged)}
${waterfallSection(judged)}
${timelineSection(judged, journal)}
${checksSection(judged)}
${claimsSection(judged)}
${noiseSection(judged)}
${conditionsSection(judged)}
<footer>Judged from the saved record of the run alone. Scenario ${judged.scenario},
plan ${judged.plan}, profile ${judged.profile}, timeScale ${judged.timeScale}, seed ${judged.seed},
commit <span class="mono">${judged.commit}</span>.</footer>
</main></body></html>
`;
  return page.text;
}
