import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Clock } from '../../../engine/index.ts';
import type { ScriptedLoad } from '../../journal/index.ts';
import { type InstalledPart, installPart } from '../../parts/index.ts';
import { inspectMs } from './deadlines.ts';
import { k6Environment } from './k6-settings.ts';

/** k6, and a script that it accepts. */
export interface PreparedK6 {
  readonly part: InstalledPart;
  readonly script: string;
}

/** Nobody has written such a script. */
export class NoSuchScript extends Error {
  override readonly name = 'NoSuchScript';
  readonly code = 'USAGE';

  constructor(script: string, known: readonly string[]) {
    super(`no k6 script ${script} in fixtures/k6; there are: ${known.join(', ')}`);
  }
}

/** k6 does not take a script; its own words say why. */
export class ScriptRefused extends Error {
  override readonly name = 'ScriptRefused';
  readonly code = 'K6_SCRIPT_REFUSED';

  constructor(script: string, said: string) {
    super(`k6 refuses ${script}:\n${said}`);
  }
}

export interface K6Tools {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly say: (message: string) => void;
}

/**
 * Builds k6 unless it is there, and has it look at the script. Throws NoSuchScript, ScriptRefused
 * or PartUnavailable.
 */
export async function prepareK6(
  root: string,
  load: ScriptedLoad,
  { clock, signal, say }: K6Tools,
): Promise<PreparedK6> {
  const script = await findScript(join(root, 'fixtures', 'k6'), load.k6);
  const onProgress = ({ message }: { readonly message: string }) => say(message);
  const part = await installPart('k6', { clock, signal, onProgress });
  await inspect(part, script, load, signal);
  return { part, script };
}

/** A script has options of its own; what it imports has none. */
async function findScript(directory: string, name: string): Promise<string> {
  const known = (await readdir(directory))
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length));
  if (known.includes(name)) return join(directory, `${name}.js`);
  throw new NoSuchScript(name, known);
}

async function inspect(
  part: InstalledPart,
  script: string,
  load: ScriptedLoad,
  cancelSignal: AbortSignal,
): Promise<void> {
  const minute = 60_000;
  const settings = { load, service: 'http://service.invalid', firstId: 1, timeoutMs: minute };
  const env = k6Environment({ ...settings, maxDurationMs: minute, changeAfterMs: minute });
  // `run` passes the environment on to a script by itself, `inspect` where it is told to.
  const flags = ['--execution-requirements', '--include-system-env-vars', '--no-color'];
  const { exitCode, stderr, timedOut } = await execa(
    part.program('k6'),
    ['inspect', ...flags, script],
    { env, reject: false, timeout: inspectMs, cancelSignal },
  );
  cancelSignal.throwIfAborted();
  if (exitCode === 0) return;
  throw new ScriptRefused(script, timedOut ? `it was still at it after ${inspectMs} ms` : stderr);
}
