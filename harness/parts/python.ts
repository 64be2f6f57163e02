import { join } from 'node:path';
import type { Obstacle, Workshop } from './recipe.ts';
import { findProgram, versionOf } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

const oldest = 11;
const newest = 13;
const wanted = `Python 3.${oldest} to 3.${newest}`;
const remedy = `install ${wanted} with its venv module (on Debian: python3 and python3-venv)`;

/** Why no virtual environment can be made here, or the interpreter that can make one. */
export async function findPython(): Promise<{ python: string } | Obstacle> {
  for (const name of ['python3', 'python3.11', 'python3.12', 'python3.13']) {
    const python = await findProgram(name);
    if (!python) continue;
    const version = await versionOf(python, ['--version']);
    const minor = Number(version?.split('.')[1]);
    if (version?.startsWith('3.') && minor >= oldest && minor <= newest) return { python };
  }
  return { what: `${wanted} is not on PATH`, remedy };
}

/**
 * Makes a virtual environment in the workshop with just what the lock names, each file checked
 * against its hash there, and compiles it, so that no start has to. Gives the path of its
 * interpreter in the part. Throws PartUnavailable.
 */
export async function installLocked(workshop: Workshop, lock: string): Promise<string> {
  const found = await findPython();
  if (!('python' in found)) {
    throw new PartUnavailable({ code: 'TOOL_MISSING', part: workshop.part, ...found });
  }
  const environment = { PYTHONDONTWRITEBYTECODE: '', PIP_NO_INPUT: '1' };
  const venv = join(workshop.directory, 'venv');
  workshop.say('making a virtual environment');
  await workshop.run({ program: found.python, arguments: ['-m', 'venv', venv], remedy });
  const python = join(venv, 'bin', 'python');
  workshop.say('downloading Python packages');
  await workshop.run({
    program: python,
    arguments: [
      ...['-m', 'pip', '--disable-pip-version-check', 'install', '--no-compile'],
      ...['--no-cache-dir', '--no-deps', '--require-hashes', '-r', lock],
    ],
    environment,
    remedy: 'check that `pip` can download here (network, proxy, index in its configuration)',
  });
  workshop.say('compiling Python packages');
  await workshop.run({
    program: python,
    arguments: [
      ...['-m', 'compileall', '-q', '-j', '0', '--invalidation-mode', 'unchecked-hash'],
      ...['-s', workshop.directory, '-p', workshop.destination, join(venv, 'lib')],
    ],
    environment,
    remedy,
  });
  return join('venv', 'bin', 'python');
}
