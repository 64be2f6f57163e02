import type { Judged } from '../../../harness/judge/index.ts';
import { type BudgetLine, budgetLines } from '../budget-lines.ts';
import { html, type Markup } from '../markup.ts';
import { phaseWords, type Waterfall } from '../phases.ts';
import { duration } from '../words.ts';
import { meter } from './meter.ts';
import { figures, head, table } from './table.ts';

/** The plan's budget beside what the slowest vantage took of it. */
export function budgetTable(slowest: Waterfall, judged: Judged): Markup {
  if (judged.budget.length === 0) return html``;
  const heads = [
    head('The plan’s phase'),
    figures('Budget'),
    figures('Took'),
    head('Of the budget'),
    head('Counted for it'),
  ];
  const lines = budgetLines(judged.budget, slowest);
  return html`${table(
    `The plan’s budget beside the slowest vantage, ${slowest.vantage}`,
    heads,
    html`<tbody>${lines.map(row)}</tbody>`,
  )}
<p class="soft">${sumSentence(judged)}</p>`;
}

function row({ phase, budgetMs, counted, tookMs }: BudgetLine): Markup {
  const none = counted.length === 0 ? '–' : 'did not end';
  const took = tookMs === undefined ? none : duration(tookMs);
  const used = tookMs !== undefined && budgetMs > 0 && meter(tookMs / budgetMs, 'the budget');
  const words = counted.map((each) => phaseWords[each].toLowerCase()).join(', ');
  return html`<tr><th scope="row" class="whole">${phase}</th>
<td class="n">${duration(budgetMs)}</td><td class="n">${took}</td>
<td class="measure">${used}</td>
<td class="soft">${words || 'nothing that was measured stands for it'}</td></tr>`;
}

function sumSentence(judged: Judged): string {
  const sum = judged.budget.reduce((all, part) => all + part.ms, 0);
  const tightest = Math.min(...judged.services.map((service) => service.targetMs));
  const over = `, more than the tightest target of ${duration(tightest)}: parts of it must overlap`;
  return `The budget is ${duration(sum)} in all${sum > tightest ? over : ''}.`;
}
