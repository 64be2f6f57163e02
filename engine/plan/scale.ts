import { parseDocument, visit } from 'yaml';
import { formatDuration, parseDurationMs } from './quantity.ts';

/** The same plan with every duration multiplied by `factor`; all else, comments too, stays. */
export function scalePlan(text: string, factor: number): string {
  const document = parseDocument(text);
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const ms = parseDurationMs(node.value);
      if (ms !== undefined) node.value = formatDuration(ms * factor);
    },
  });
  return document.toString({ lineWidth: 0 });
}
