import { access, constants, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { deadlines } from './deadlines.ts';

/** Absolute path of a program on PATH or in `more` directories, symbolic links resolved. */
export async function findProgram(
  name: string,
  more: readonly string[] = [],
): Promise<string | undefined> {
  for (const directory of [...more, ...(process.env.PATH ?? '').split(delimiter)]) {
    if (!directory) continue;
    const path = join(directory, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return realpath(path);
  }
  return undefined;
}

/** First number of the form 1.2 or 17 that a program prints, or undefined if it does not run. */
export async function versionOf(
  program: string,
  flags: readonly string[],
): Promise<string | undefined> {
  const { all, failed } = await execa(program, [...flags], {
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: deadlines.versionMs,
  });
  return failed ? undefined : /(\d+(?:\.\d+)*)/.exec(all)?.[1];
}
