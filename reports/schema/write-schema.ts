import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictJsonSchema } from './verdict.ts';

// After a change of the schema: node reports/schema/write-schema.ts && npm run format
const path = join(import.meta.dirname, 'verdict.schema.json');
writeFileSync(path, `${JSON.stringify(verdictJsonSchema(), null, 2)}\n`);
