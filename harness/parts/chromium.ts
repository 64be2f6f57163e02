import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fontsFile } from './chromium-fonts.ts';
import { unpackDebian } from './debian.ts';
import { libraryPath } from './debian-part.ts';
import { fileDigest } from './digest.ts';
import { keyOf } from './locks.ts';
import type { Made, Obstacle, Recipe, Workshop } from './recipe.ts';
import { findProgram, versionOf } from './search.ts';
import { PartUnavailable } from './unavailable.ts';

/** The first whose headless mode is that of the whole browser. */
const leastMajor = 112;
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const packages = ['chromium', 'chromium-common', 'fonts-liberation', 'fonts-dejavu-core'];

/** The one that CHROMIUM names, else one on PATH if it is new enough, else Debian's. */
export const chromium: Recipe = {
  name: 'chromium',
  needs: [],
  purpose: 'tests, pictures, drills with --browser',
  version: `${leastMajor} or later`,
  origin: 'on PATH or Debian package',
  key: async () => keyOf('chromium', (await candidate()) ?? '', packages.join(), fontsFile),
  make: async (workshop) => {
    const found = await choose();
    if (found === 'archive') return fromDebian(workshop);
    if ('programs' in found) return found;
    throw new PartUnavailable({ code: 'TOOL_MISSING', part: 'chromium', ...found });
  },
  obstacle: async () => {
    const found = await choose();
    return found === 'archive' || 'programs' in found ? undefined : found;
  },
};

async function choose(): Promise<Made | 'archive' | Obstacle> {
  const path = await candidate();
  const found = path && (await fromMachine(path));
  if (found) return found;
  if (process.env.CHROMIUM) {
    const what = `${path}, named by CHROMIUM, is no Chromium of version ${leastMajor} or later`;
    return { what, remedy: 'unset CHROMIUM, or have it name another' };
  }
  if (await findProgram('apt-get')) return 'archive';
  const what = `neither Chromium ${leastMajor} nor apt-get is on PATH`;
  return { what, remedy: `have CHROMIUM name a Chromium of version ${leastMajor} or later` };
}

/** Path of the program to try first; undefined if this machine seems to have none. */
async function candidate(): Promise<string | undefined> {
  if (process.env.CHROMIUM) return resolve(process.env.CHROMIUM);
  for (const name of names) {
    const path = await findProgram(name);
    if (path) return path;
  }
  return undefined;
}

async function fromMachine(path: string): Promise<Made | undefined> {
  const version = await versionOf(path, ['--version']);
  if (!version || Number.parseInt(version, 10) < leastMajor) return undefined;
  const digest = await fileDigest(path);
  const programs = { chromium: path };
  return { version, origin: 'on PATH', digest, prefix: dirname(path), programs, environment: {} };
}

/** The browser itself and not its wrapper, which would look for the machine's own files. */
async function fromDebian(workshop: Workshop): Promise<Made> {
  const unpacked = await unpackDebian(workshop, packages, workshop.directory);
  await writeFile(join(workshop.directory, 'fonts.conf'), fontsFile);
  return {
    version: unpacked.packages.find(({ name }) => name === 'chromium')?.version ?? 'unknown',
    origin: 'Debian package',
    digest: unpacked.digest,
    programs: { chromium: 'usr/lib/chromium/chromium' },
    environment: {
      // Settings of the user's desktop are neither read nor made.
      GSETTINGS_BACKEND: 'memory',
      FONTCONFIG_FILE: '{prefix}/fonts.conf',
      // Libraries of PulseAudio look for one of theirs in a place of the machine.
      LD_LIBRARY_PATH: libraryPath('pulseaudio'),
    },
  };
}
