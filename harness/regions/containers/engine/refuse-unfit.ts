import { hostname } from 'node:os';
import { type ContainerEngine, dockerodeAt } from './find-engine.ts';

/** An engine that answers, and cannot be drilled on from here. */
export class EngineUnfit extends Error {
  override readonly name = 'EngineUnfit';
  readonly code = 'ENGINE_UNFIT';
  readonly exitCode = 4;

  constructor({ name, url, from }: ContainerEngine, why: string, remedy: string) {
    super(`${name} at ${url} (${from}): ${why}; try: ${remedy}`);
  }
}

interface Info {
  readonly Name?: string;
  readonly SecurityOptions?: readonly string[];
}

/**
 * The harness reaches containers by their addresses, and shares with them files of several users:
 * it has to be root on the machine of an engine that is not rootless. Throws EngineUnfit.
 */
export async function refuseUnfit(engine: ContainerEngine): Promise<void> {
  const info = (await dockerodeAt(engine).info()) as Info;
  const remedy = 'on Debian 12 as root, `npm run blackstart -- engine-room`';
  if (process.platform !== 'linux' || (info.Name && info.Name !== hostname())) {
    const where = `it runs on ${info.Name ?? 'another machine'}, whose networks are not here`;
    throw new EngineUnfit(engine, where, remedy);
  }
  if (info.SecurityOptions?.some((option) => option.includes('rootless'))) {
    throw new EngineUnfit(engine, 'it is rootless, and its networks are not of this host', remedy);
  }
  if (process.getuid?.() === 0) return;
  throw new EngineUnfit(engine, 'drills in containers have to be run as root', 'sudo');
}
