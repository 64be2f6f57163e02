import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Topology } from './topology.ts';
import { TopologyInvalid, type TopologyProblem } from './topology-invalid.ts';
import { topologySchema } from './topology-schema.ts';
import { wholeProblems } from './whole-topology.ts';

/** Reads a topology file. Throws TopologyInvalid with every problem at once, by file and line. */
export async function loadTopology(path: string): Promise<Topology> {
  const file = relative(process.cwd(), path);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new TopologyInvalid([{ file, line: 1, message: 'there is no such file' }]);
  });
  return parseTopology(text, file);
}

export function parseTopology(text: string, file: string): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new TopologyInvalid(
      document.errors.map(({ pos, message }) => ({
        file,
        line: lineAt(pos[0]),
        message: message.split('\n', 1)[0] ?? message,
      })),
    );
  }
  const problem = (path: readonly PropertyKey[], message: string): TopologyProblem => {
    const where = path.length > 0 ? `${path.join('.')}: ` : '';
    return { file, line: lineAt(offsetOf(path)), message: where + message };
  };
  const offsetOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return node.range[0];
    }
    return 0;
  };
  const parsed = topologySchema.safeParse(document.toJS());
  const problems = parsed.success
    ? wholeProblems(parsed.data).map(({ path, message }) => problem(path, message))
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, problem));
  if (problems.length > 0) throw new TopologyInvalid(problems);
  if (!parsed.success) throw new TopologyInvalid([problem([], parsed.error.message)]);
  return parsed.data;
}

function problemsOf(
  issue: z.core.$ZodIssue,
  problem: (path: readonly PropertyKey[], message: string) => TopologyProblem,
): readonly TopologyProblem[] {
  if (issue.code !== 'unrecognized_keys') return [problem(issue.path, issue.message)];
  return issue.keys.map((key) => problem([...issue.path, key], 'unknown key; take it out'));
}
