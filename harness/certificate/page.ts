import { goodForDays, goodUntil } from './age.ts';
import { type Certificate, UNSIGNED } from './certificate.ts';
import { type Html, html, join } from './html.ts';
import { fingerprint } from './keys.ts';
import { mutantWords } from './mutant-words.ts';
import { notBound } from './not-bound.ts';
import { bindingsSection, listSection, noiseSection, runsSection } from './page-sections.ts';
import { PAGE_STYLE } from './page-style.ts';
import { summaryWords } from './summary-words.ts';

/**
 * The certificate for people: one page that loads nothing and runs nothing, for screen and paper.
 * It says what the JSON says, so that the one can be held against the other.
 */
export function renderCertificate(certificate: Certificate): string {
  const { statement } = certificate;
  const title = statement.certified ? 'Recovery certificate' : 'Not a certificate';
  const doubts = join(notBound(statement).map((one) => html`<p><strong>${one}</strong></p>`));
  const names = statement.asked.scenarios.join(', ');
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: ${names}</title>
<style>${PAGE_STYLE}</style></head>
<body><main>
<h1>${title}</h1>
<p class="lead">${names}, plan ${statement.conditions.plan}, commit
<code>${statement.build.commit}</code></p>
${statement.certified ? '' : listSection('Why it certifies nothing', statement.notCertified)}
${validity(certificate)}
${doubts}
${join(statement.summaries.map((one) => listSection(one.scenario, summaryWords(one))))}
${bindingsSection(certificate)}
<h2>Is the judge itself sound?</h2>
<p>${mutantWords(statement.mutants, statement.build.commit)}</p>
${runsSection(statement)}
${noiseSection(statement)}
${listSection('What was emulated', statement.emulated)}
${listSection('What this does not prove', statement.notProved)}
</main></body></html>
`.text;
}

function validity({ statement, signature }: Certificate): Html {
  const signed =
    signature.algorithm === 'none'
      ? html`<strong>${UNSIGNED}</strong>`
      : html`Signed with the Ed25519 key <code>${fingerprint(signature.publicKey)}</code>.`;
  return html`<p>Issued ${statement.issuedAt}, good until ${goodUntil(statement)}
(${goodForDays(statement)} days from the start of its newest run). ${signed}
Neither is to be believed for being written here: hold it against its journals with
<code>blackstart verify</code>.</p>`;
}
