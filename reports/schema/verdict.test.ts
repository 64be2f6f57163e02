import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { journalOf, readJournal } from '../../harness/journal/index.ts';
import { judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { renderJson } from '../render/json.ts';
import { verdictJsonSchema, verdictSchema } from './verdict.ts';

const journals = join(import.meta.dirname, '..', '..', 'fixtures', 'journals');
const published = JSON.parse(
  readFileSync(join(import.meta.dirname, 'verdict.schema.json'), 'utf8'),
);

test('the published schema is the one of the code; else run reports/schema/write-schema.ts', () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(verdictJsonSchema())));
});

test('a verdict with a wrong word or without its stores is refused by what is published', () => {
  const schema = z.fromJSONSchema(published);
  const good = JSON.parse(renderJson(judge(journalOf(drillEntries()))));
  expect(schema.safeParse(good).error).toBeUndefined();
  expect(schema.safeParse({ ...good, verdict: 'green' }).success).toBe(false);
  const { stores: _, ...without } = good;
  expect(schema.safeParse(without).success).toBe(false);
});

test.each(readdirSync(journals))(
  'the verdict on %s keeps to the schema, field by field',
  async (name) => {
    const journal = await readJournal(join(journals, name));
    const verdict = JSON.parse(renderJson(judge(journal)));
    // What the schema does not know would be missing in what it reads.
    expect(verdictSchema.parse(verdict)).toEqual(verdict);
  },
);
