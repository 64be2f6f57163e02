import { doctor } from '../../parts/index.ts';
import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** Shows each part: what is there, what a first run will fetch, and what is missing. */
export async function doctorVerb(terminal: Terminal): Promise<number> {
  const lines = await doctor();
  for (const { part, version, origin, state, advice } of lines) {
    terminal.print(`${part.padEnd(12)} ${state.padEnd(15)} ${version.padEnd(24)} ${origin}`);
    if (advice) terminal.print(`             ${advice}`);
  }
  return lines.some(({ state }) => state === 'missing') ? exitCode.rig : exitCode.ok;
}
