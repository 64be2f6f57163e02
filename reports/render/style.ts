import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the order of the cascade. */
const sheets = ['palette', 'page', 'pictures', 'series', 'browser', 'zoom', 'narrow-and-print'];

/** The look of the page, one style sheet to stand within it. */
export function styleSheet(): string {
  return sheets
    .map((name) => readFileSync(join(import.meta.dirname, 'style', `${name}.css`), 'utf8'))
    .join('');
}
