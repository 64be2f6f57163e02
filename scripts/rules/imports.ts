import { posix } from 'node:path';
import type { Source } from './sources.ts';

interface Room {
  readonly within: string;
  /** Prefixes outside the room that its files may import. */
  readonly mayImport: readonly string[];
}

/** Most particular room first: the first that a file lies in decides. */
const ROOMS: readonly Room[] = [
  { within: 'engine/', mayImport: [] },
  { within: 'harness/judge/', mayImport: ['harness/journal/'] },
  { within: 'harness/journal/', mayImport: [] },
  { within: 'harness/statistics/', mayImport: [] },
  ...['harness/compare/', 'harness/certificate/'].map((within) => ({
    within,
    mayImport: ['harness/judge/', 'harness/journal/', 'harness/statistics/'],
  })),
  { within: 'harness/', mayImport: ['engine/index.ts', 'reports/render/index.ts'] },
  {
    within: 'reports/testing/',
    mayImport: ['reports/', 'harness/judge/', 'harness/journal/', 'harness/parts/'],
  },
  { within: 'reports/', mayImport: ['harness/judge/', 'harness/journal/'] },
  // An engine or a service that is whole but for one part is put together from its parts.
  ...['scenarios/must-fail/', 'scenarios/failing-steps/'].map((within) => ({
    within,
    mayImport: ['harness/', 'engine/', 'fixtures/app/', 'scenarios/'],
  })),
  { within: 'scenarios/', mayImport: ['harness/'] },
  { within: 'fixtures/app/', mayImport: [] },
  // What the engine decides is measured without the rest of it.
  { within: 'scripts/bench/', mayImport: ['engine/', 'harness/', 'reports/', 'scripts/'] },
  { within: 'scripts/', mayImport: ['engine/index.ts', 'harness/', 'reports/'] },
];

const IMPORT = /^(?:import|export)\s[^;]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'/gm;

/** Imports that go the wrong way between rooms, one line each. */
export function importErrors(sources: readonly Source[]): string[] {
  return sources.filter(({ path }) => path.endsWith('.ts')).flatMap(wrongImports);
}

function wrongImports({ path, text }: Source): string[] {
  const room = ROOMS.find(({ within }) => path.startsWith(within));
  if (!room) return [];
  return relativeImports(text)
    .map((specifier) => posix.join(posix.dirname(path), specifier))
    .filter((target) => !target.startsWith(room.within))
    .filter((target) => !room.mayImport.some((prefix) => target.startsWith(prefix)))
    .map((target) => `${path}: ${room.within} may not import ${target}`);
}

function relativeImports(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, from, bare]) => from ?? bare ?? []);
}
