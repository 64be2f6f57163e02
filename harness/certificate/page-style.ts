import type { Html } from './html.ts';

/** Plain and printable; no verdict is told by its colour alone. */
export const PAGE_STYLE: Html = {
  text: `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
main { max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.8rem; margin: 0 } h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem }
.lead { font-size: 1.1rem; margin: .3rem 0 1rem }
table { border-collapse: collapse; width: 100%; font-size: .85rem }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0 }
th, td { border-bottom: 1px solid #8886; overflow-wrap: anywhere }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere }
ul { margin: 0; padding-left: 1.2rem }
@media print { main { max-width: none; margin: 0 } tr, li { break-inside: avoid } }
`,
};
