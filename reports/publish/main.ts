import { join, resolve } from 'node:path';
import { findChromium } from '../testing/find-chromium.ts';
import { publishExample } from './example.ts';
import { picturePage } from './picture.ts';

// node reports/publish/main.ts RUN: makes reports/example/ of the directory of a run.
const [run = 'reports/runs/latest'] = process.argv.slice(2);
const directory = join(import.meta.dirname, '..', 'example');
const paths = await publishExample(resolve(run), directory);
const chromium = findChromium();
if (chromium !== undefined) {
  paths.push(...(await picturePage(join(directory, 'report.html'), directory, chromium)));
}
for (const path of paths) process.stdout.write(`${path}\n`);
