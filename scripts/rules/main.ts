import { pathErrors } from './document-paths.ts';
import { importErrors } from './imports.ts';
import { sizeErrors } from './sizes.ts';
import { readSources } from './sources.ts';

const sources = readSources(process.cwd());
const errors = [...importErrors(sources), ...sizeErrors(sources), ...pathErrors(sources)];
for (const error of errors) process.stdout.write(`${error}\n`);
process.stdout.write(`${sources.length} files read, ${errors.length} rules broken\n`);
process.exitCode = errors.length > 0 ? 1 : 0;
