import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judged } from '../judge/index.ts';

/** Writes `<runDir>/verdict.json`. */
export async function writeVerdict(runDir: string, judged: Judged): Promise<void> {
  await writeFile(join(runDir, 'verdict.json'), `${JSON.stringify(judged, null, 2)}\n`);
}
