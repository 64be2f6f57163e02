import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one script of the page, and the digest by which the page permits it and no other. */
export function zoomScript(): { readonly text: string; readonly digest: string } {
  const text = readFileSync(join(import.meta.dirname, 'script', 'zoom.js'), 'utf8');
  const digest = createHash('sha256').update(text).digest('base64');
  return { text, digest: `sha256-${digest}` };
}
