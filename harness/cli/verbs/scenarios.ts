import { findScenarios } from '../find-scenarios.ts';
import type { Terminal } from '../terminal.ts';

/** Lists what can be drilled. */
export async function scenariosVerb(root: string, terminal: Terminal): Promise<number> {
  for (const { name, expectation, title } of (await findScenarios(root)).values()) {
    terminal.print(`${name}  (${expectation})\n    ${title}`);
  }
  return 0;
}
