import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnyJudged, complete } from './complete.ts';

/** A judged run as JSON, as its published schema has it. */
export function renderJson(judged: AnyJudged): string {
  return `${JSON.stringify(complete(judged), null, 2)}\n`;
}

/** The text of the schema that every verdict.json keeps to (JSON Schema, draft 2020-12). */
export function readVerdictSchema(): Promise<string> {
  return readFile(join(import.meta.dirname, '..', 'schema', 'verdict.schema.json'), 'utf8');
}
