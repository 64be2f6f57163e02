import { exitCode } from './exit-code.ts';

/** Codes of errors that stem from what the user gave, and so are known before anything starts. */
const USAGE_CODES = [
  'USAGE',
  'PLAN_INVALID',
  'TOPOLOGY_INVALID',
  'SCENARIO_INVALID',
  'SETTINGS_INVALID',
];

/** An error in words for a person, and the exit code that stands for it. */
export function explain(error: unknown): { readonly text: string; readonly code: number } {
  if (isAbort(error)) return { text: 'interrupted', code: exitCode.interrupted };
  if (!(error instanceof Error)) return { text: String(error), code: exitCode.rig };
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== 'string') return { text: error.stack ?? error.message, code: exitCode.rig };
  return {
    text: `blackstart: ${error.message}`,
    code: USAGE_CODES.includes(code) ? exitCode.usage : exitCode.rig,
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
