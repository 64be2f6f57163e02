import { doctor } from '../../parts/index.ts';
import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** Shows each part: what is there, what a first run will fetch, and what is missing. */
export async function doctorVerb(terminal: Terminal): Promise<number> {
  const lines = await doctor();
  for (const { part, version, origin, state, purpose, advice } of lines) {
    const end = purpose ? `${origin}, for ${purpose}` : origin;
    terminal.print(`${part.padEnd(12)} ${state.padEnd(15)} ${version.padEnd(24)} ${end}`);
    if (advice) terminal.print(`             ${advice}`);
  }
  return lines.some(({ state }) => state === 'missing') ? exitCode.rig : exitCode.ok;
}
