/**
 * The look of the page. Colours are Okabe and Ito's palette ("Color Universal Design", 2008),
 * darkened on white until a line of them stands out 3 to 1; no meaning rests on colour alone.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fdfdfc; --card: #ffffff; --ink: #1b1f24; --soft: #59636e; --line: #d9dee3; --wash: #f3f5f7;
  --pass: #00785a; --fail: #b84a00; --unknown: #8a5a00; --invalid: #96457a;
  --pass-wash: #e5f5f0; --fail-wash: #fdeee4; --unknown-wash: #fdf4e0; --invalid-wash: #f8ebf3;
  --v1: #0072b2; --v2: #c07c00; --v3: #009e73; --v4: #b5608f; --v5: #4f9fce; --v6: #d55e00;
  --p1: #56b4e9; --p2: #0072b2; --p3: #cc79a7; --p4: #d55e00; --p5: #009e73; --p6: #e69f00; --p7: #8f8700; --p8: #7b6bb5;
  --gap: #8b949e; --fault: #d55e00; --step: #0072b2; --on-bar: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1318; --card: #161b21; --ink: #e8ebee; --soft: #9da7b1; --line: #303841; --wash: #1d232a;
    --pass: #3ecf9f; --fail: #ff9552; --unknown: #f0b83a; --invalid: #e39ac6;
    --pass-wash: #11291f; --fail-wash: #33200f; --unknown-wash: #2e2510; --invalid-wash: #2e1b28;
    --v1: #56b4e9; --v2: #e69f00; --v3: #2bc596; --v4: #e08fbd; --v5: #9fd4f5; --v6: #ff8a3d;
    --p2: #2a8fd0; --p4: #e8701a; --p5: #1fb387; --p7: #b5ab1a; --p8: #9d8fd6;
    --gap: #76808a; --fault: #ff8a3d; --step: #56b4e9; --on-bar: #10151a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 28px 24px 64px; }
h1 { font-size: 1.05rem; font-weight: 600; margin: 0; color: var(--soft); }
h2 { font-size: 1.25rem; margin: 44px 0 4px; letter-spacing: -0.01em; }
h3 { font-size: 1rem; margin: 22px 0 4px; }
p { margin: 6px 0 10px; max-width: 86ch; }
.soft, figcaption { color: var(--soft); font-size: 0.875rem; }
code, .mono { font: 0.86em/1.5 ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', monospace; overflow-wrap: anywhere; }
a { color: inherit; }
header.verdict { border: 1px solid var(--line); border-left: 8px solid var(--tone); background: var(--tone-wash);
  border-radius: 8px; padding: 18px 22px; margin: 14px 0 18px; }
.verdict .word { font-size: 2rem; font-weight: 750; line-height: 1.2; margin: 0; color: var(--tone); letter-spacing: -0.02em; }
.verdict p { font-size: 1.06rem; margin: 6px 0 0; }
.verdict ul { margin: 6px 0 0; padding-left: 1.2em; }
.pass { --tone: var(--pass); --tone-wash: var(--pass-wash); }
.fail, .not-healed { --tone: var(--fail); --tone-wash: var(--fail-wash); }
.unknown { --tone: var(--unknown); --tone-wash: var(--unknown-wash); }
.invalid { --tone: var(--invalid); --tone-wash: var(--invalid-wash); }
.chip { display: inline-block; white-space: nowrap; font-size: 0.82rem; font-weight: 650; padding: 1px 9px; border-radius: 99px;
  color: var(--tone); background: var(--tone-wash); border: 1px solid currentColor; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 10px 0 0; padding: 0; }
.facts div { display: flex; gap: 6px; font-size: 0.875rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; font-weight: 550; overflow-wrap: anywhere; }
.notice { border: 1px solid var(--unknown); background: var(--unknown-wash); border-radius: 8px; padding: 10px 16px; margin: 12px 0; }
.notice p { margin: 0; }
.scroll { overflow-x: auto; } .scroll table { min-width: 700px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; margin: 10px 0; background: var(--card); }
caption { text-align: left; color: var(--soft); font-size: 0.875rem; padding: 0 0 6px; }
th, td { text-align: left; padding: 7px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: 0.8rem; color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: 550; } tbody th.mono, .whole, thead th { white-space: nowrap; }
td.n, th.n, .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tfoot th, tfoot td { border-top: 2px solid var(--line); font-weight: 700; }
.meter { display: inline-block; width: 130px; height: 10px; margin-right: 8px; }
.measure { white-space: nowrap; }
figure { margin: 10px 0; }
figure svg { display: block; width: 100%; min-width: 760px; height: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
svg text { font: 11px system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; fill: var(--ink); }
svg .t-soft { fill: var(--soft); } svg .t-strong { font-weight: 650; font-size: 12px; } svg .t-small { font-size: 10px; }
svg .t-end { text-anchor: end; } svg .t-mid { text-anchor: middle; }
svg .t-fault { fill: var(--fail); font-weight: 650; } svg .t-target { fill: var(--fail); }
svg .grid { stroke: var(--line); stroke-width: 1; } svg .axis { stroke: var(--gap); stroke-width: 1; }
svg .panel { fill: var(--wash); opacity: 0.5; }
svg .zero { stroke: var(--fault); stroke-width: 1.5; } svg .target { stroke: var(--fail); stroke-width: 1.5; stroke-dasharray: 5 3; }
svg .band-fault { fill: var(--fault); opacity: 0.09; } svg .band-step { fill: var(--step); opacity: 0.10; }
svg .bar-fault { fill: var(--fault); } svg .bar-step { fill: var(--step); } svg .bar-bad { fill: var(--fail); }
svg .bar-phase { fill: var(--wash); stroke: var(--line); } svg .gap { fill: var(--gap); } svg .budget { fill: var(--wash); stroke: var(--gap); } svg .t-in { fill: #10151a; } svg .budget + .t-in { fill: var(--ink); } .key.gap { background: var(--gap); }
svg .track { fill: var(--line); } svg .bar-tone { fill: var(--tone); }
svg .thin { stroke-width: 0.9; opacity: 0.75; } svg .area-all { fill: var(--gap); opacity: 0.6; } svg .bar-phase + text { fill: var(--soft); }
svg .bar-fault + .t-in, svg .bar-step + .t-in, svg .bar-bad + .t-in { fill: var(--on-bar); }
svg .place-1 + text, svg .place-2 + text, svg .place-3 + text, svg .place-4 + text, svg .place-5 + text, svg .place-6 + text { fill: var(--ink); }
svg .down { fill: var(--fault); fill-opacity: 0.10; stroke: var(--fault); stroke-dasharray: 3 3; }
${seriesStyle(6)}
${phaseStyle(8)}
.key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; vertical-align: -1px; margin-right: 7px; }
ul.plain { padding-left: 1.2em; margin: 6px 0; } ul.plain li { margin: 3px 0; max-width: 78ch; }
footer { margin-top: 48px; padding-top: 14px; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.85rem; }
@media (max-width: 640px) { main { padding: 16px 14px 40px; } th, td { padding: 6px 8px; } .verdict .word { font-size: 1.6rem; } }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; background: #fff; } main { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3 { break-after: avoid; } tr, figure, header.verdict, .notice { break-inside: avoid; }
  figure svg, .scroll table { min-width: 0; } .scroll { overflow: visible; }
  @page { margin: 14mm 13mm; }
}
`;

function seriesStyle(count: number): string {
  const dashes = ['none', '7 3', '2.5 2.5', '9 3 2 3', '4 2', '1.5 4'];
  return Array.from({ length: count }, (_, index) => {
    const n = index + 1;
    return (
      `svg .line-${n} { fill: none; stroke: var(--v${n}); stroke-width: 1.8; stroke-linejoin: round; ` +
      `stroke-dasharray: ${dashes[index]}; }\nsvg .area-${n}, svg .place-${n} { fill: var(--v${n}); opacity: 0.6; }`
    );
  }).join('\n');
}

function phaseStyle(count: number): string {
  return Array.from(
    { length: count },
    (_, index) =>
      `svg .phase-${index + 1} { fill: var(--p${index + 1}); }\n` +
      `.key.phase-${index + 1} { background: var(--p${index + 1}); }`,
  ).join('\n');
}
