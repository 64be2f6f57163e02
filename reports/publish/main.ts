import { join, resolve } from 'node:path';
import { publishExample } from './example.ts';
import { picturePage } from './picture.ts';

// node reports/publish/main.ts RUN: makes reports/example/ of the directory of a run.
const [run = 'reports/runs/latest'] = process.argv.slice(2);
const directory = join(import.meta.dirname, '..', 'example');
const paths = await publishExample(resolve(run), directory);
paths.push(...(await picturePage(join(directory, 'report.html'), directory)));
for (const path of paths) process.stdout.write(`${path}\n`);
