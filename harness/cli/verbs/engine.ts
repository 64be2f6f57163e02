import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Address, defaultListen, nodeFlags, readToken } from '../../../engine/index.ts';
import { askDryRun } from '../ask-dry-run.ts';
import { exitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface EngineOptions {
  readonly plan: string;
  /** A file of JSON: all addresses, as the engine takes them. */
  readonly endpoints: string;
  /** Region that this controller is in, other than they say. */
  readonly home?: string;
  readonly listen?: Address;
  readonly tokenFile?: string;
  readonly dryRun: boolean;
}

/** Runs the engine until it ends, and ends as it does; or prints what a running one would do. */
export async function engineVerb(
  root: string,
  options: EngineOptions,
  terminal: Terminal,
): Promise<number> {
  const given = await readEndpoints(options.endpoints);
  const listen = options.listen ?? given.listen;
  const env = withTokenFile(process.env, options.tokenFile);
  if (options.dryRun) {
    const planned = await askDryRun(listen, readToken(env));
    terminal.print(JSON.stringify(planned, null, 2));
    return exitCode.ok;
  }
  const home = options.home ?? given.home;
  return runEngine(root, {
    ...env,
    BLACKSTART_PLAN: resolve(options.plan),
    BLACKSTART_ENDPOINTS: JSON.stringify({ ...given, home, listen }),
  });
}

/** All else that is in it is the engine's to judge. */
const endpoints = z.looseObject({
  home: z.string().optional(),
  listen: z.object({ host: z.string(), port: z.number() }).default(defaultListen),
});

async function readEndpoints(file: string): Promise<z.output<typeof endpoints>> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read the endpoints in ${file}: ${cause.code}`, { cause });
  });
  try {
    return endpoints.parse(JSON.parse(text));
  } catch (cause) {
    const wanted = 'an object of JSON such as `up` prints, whose `listen` has a host and a port';
    throw new UsageError(`${file} holds no endpoints: expected ${wanted}`, { cause });
  }
}

function withTokenFile(env: NodeJS.ProcessEnv, file: string | undefined): NodeJS.ProcessEnv {
  if (file === undefined) return env;
  const { BLACKSTART_TOKEN: _, ...rest } = env;
  return { ...rest, BLACKSTART_TOKEN_FILE: resolve(file) };
}

async function runEngine(root: string, env: NodeJS.ProcessEnv): Promise<number> {
  // A group of its own: Ctrl-C at a terminal reaches it once, from here, and not twice.
  const engine = spawn(process.execPath, [...nodeFlags, join(root, 'engine', 'main.ts')], {
    stdio: 'inherit',
    detached: true,
    env,
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals) => void engine.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  try {
    const [code, signal] = (await once(engine, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal ? constants.signals[signal] : 0);
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
