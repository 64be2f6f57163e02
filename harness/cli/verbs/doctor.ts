import { cacheRoot, doctor } from '../../parts/index.ts';
import { findEngine } from '../../regions/index.ts';
import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Shows each part: what is there, what a first run will fetch, and what is missing; and the
 * container engine, if there is one. Returns 4 if a part is missing that regions need.
 */
export async function doctorVerb(terminal: Terminal): Promise<number> {
  const lines = await doctor();
  for (const { part, version, origin, state, purpose, advice } of lines) {
    const end = purpose ? `${origin}, for ${purpose}` : origin;
    terminal.print(`${part.padEnd(12)} ${state.padEnd(15)} ${version.padEnd(24)} ${end}`);
    if (advice) terminal.print(`             ${advice}`);
  }
  terminal.print(await engineLine());
  const needed = lines.filter(({ purpose }) => !purpose);
  return needed.some(({ state }) => state === 'missing') ? exitCode.rig : exitCode.ok;
}

async function engineLine(): Promise<string> {
  try {
    const { name, version, apiVersion, platform, from } = await findEngine(
      process.env,
      cacheRoot(),
    );
    return `${name} ${version} for --runtime containers: API ${apiVersion}, ${platform} (${from})`;
  } catch (error) {
    return `--runtime containers: ${(error as Error).message}`;
  }
}
