import type { RuntimeName } from '../regions/prepared-runtime.ts';
import { faults } from './find-fault.ts';

/** The runtimes whose places have networks of their own. */
const has: Readonly<Record<RuntimeName, readonly string[]>> = {
  embedded: [],
  containers: ['networks'],
  compose: ['networks'],
};

const runtimes = Object.keys(has) as RuntimeName[];

/** The runtimes in which a fault that is known can be had. */
export function runtimesWith(fault: string): readonly RuntimeName[] {
  const needs = faults.find(({ name }) => name === fault)?.needs;
  return runtimes.filter((one) => needs === undefined || has[one].includes(needs));
}

/** Every fault, and in which runtime it can be had, as a table in Markdown. */
export function faultMatrix(): string {
  const rows = faults.map(({ name, breaks, layer }) => {
    const where = runtimes.map((one) => (runtimesWith(name).includes(one) ? 'yes' : 'no'));
    return [`\`${name}\``, breaks, layer, ...where];
  });
  const head = ['fault', 'what is broken', 'layer', ...runtimes];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], fill = ' ') =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  const rule = line(
    head.map(() => ''),
    '-',
  );
  return [line(head), rule, ...rows.map((row) => line(row))].join('\n');
}
