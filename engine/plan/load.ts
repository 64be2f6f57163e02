import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { contradictions } from './cross-checks.ts';
import { PlanInvalid, type PlanProblem } from './plan-invalid.ts';
import { type Plan, planSections } from './schema.ts';

type Path = readonly PropertyKey[];

/** The node at a path, or the nearest one above it that is there; a key is found as itself. */
function nodeAt(document: Document, path: Path): Node | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
      if (pair) return pair.key as Node;
    } else {
      const item = document.getIn(path.slice(0, length), true);
      if (item) return item as Node;
    }
  }
  return document.contents ?? undefined;
}

interface Found {
  readonly path: Path;
  readonly expected: string;
}

function withoutPrefix(message: string): string {
  return message
    .replace(/^Invalid (input|option|string): /, '')
    .replace('received undefined', 'found nothing')
    .replace('received', 'found');
}

function issuesOf(section: string, error: z.ZodError): Found[] {
  return error.issues.flatMap((issue): Found[] => {
    const path = [section, ...issue.path];
    if (issue.code === 'invalid_key') {
      return issue.issues.map(({ message }) => ({ path, expected: message }));
    }
    if (issue.code !== 'unrecognized_keys') {
      return [{ path, expected: withoutPrefix(issue.message) }];
    }
    return issue.keys.map((key) => ({ path: [...path, key], expected: 'unknown key' }));
  });
}

function check(value: Readonly<Record<string, unknown>>): { plan: Partial<Plan>; found: Found[] } {
  const found: Found[] = Object.keys(value)
    .filter((key) => !Object.hasOwn(planSections, key))
    .map((key) => ({ path: [key], expected: 'unknown key' }));
  const sections: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(planSections)) {
    const parsed = schema.safeParse(value[key]);
    if (!parsed.success) found.push(...issuesOf(key, parsed.error));
    else if (parsed.data !== undefined) sections[key] = parsed.data;
  }
  const plan = sections as Partial<Plan>;
  return { plan, found: [...found, ...contradictions(plan)] };
}

/** A plan from its text; `file` is only what errors name. Throws PlanInvalid with every error. */
export function parsePlan(text: string, file: string): Plan {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const problem = (line: number, path: Path, expected: string): PlanProblem => ({
    file,
    line,
    path: path.join('.'),
    expected,
  });
  if (document.errors.length > 0) {
    throw new PlanInvalid(
      document.errors.map(({ pos, message }) => problem(lineAt(pos[0]), [], message)),
    );
  }
  if (!isMap(document.contents)) throw new PlanInvalid([problem(1, [], 'expected a mapping')]);
  const { plan, found } = check(document.toJS() as Record<string, unknown>);
  const problems = found
    .map(({ path, expected }) =>
      problem(lineAt(nodeAt(document, path)?.range?.[0] ?? 0), path, expected),
    )
    .sort((a, b) => a.line - b.line);
  if (problems.length > 0) throw new PlanInvalid(problems);
  return plan as Plan;
}

/** Reads and checks a plan. Throws PlanInvalid with every error at once, each with its line. */
export function loadPlan(path: string): Plan {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const expected = `expected a readable file (${(cause as NodeJS.ErrnoException).code})`;
    throw new PlanInvalid([{ file: path, line: 1, path: '', expected }]);
  }
  return parsePlan(text, path);
}
