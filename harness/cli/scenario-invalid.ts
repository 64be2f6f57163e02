import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** All that is wrong with a scenario, each with the line it stands in. */
export class ScenarioInvalid extends Error {
  override readonly name = 'ScenarioInvalid';
  readonly code = 'SCENARIO_INVALID';

  constructor(file: string, text: string, issues: readonly Issue[]) {
    super(issues.flatMap((issue) => problems(file, text, issue)).join('\n'));
  }
}

function problems(file: string, text: string, issue: Issue): string[] {
  const path = issue.path.map(String);
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
  return keys.map((key) => {
    const whole = key === undefined ? path : [...path, key];
    const what = key === undefined ? issue.message : 'unknown key';
    return `${file}:${lineOf(text, whole)}: ${whole.join('.') || 'scenario'}: ${what}`;
  });
}

/** Line of the innermost key of the path that the text names, counted from 1. */
function lineOf(text: string, path: readonly string[]): number {
  const lines = text.split('\n');
  const start = Math.max(
    0,
    lines.findIndex((line) => /\bscenario\b.*=/.test(line)),
  );
  for (const key of path.toReversed()) {
    const found = lines.findIndex(
      (line, i) => i >= start && new RegExp(`\\b${key}\\b\\s*:`).test(line),
    );
    if (found >= 0) return found + 1;
  }
  return start + 1;
}
