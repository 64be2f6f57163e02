import { basename, dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import type { InstalledPart } from '../../../parts/index.ts';
import { runLabel } from '../labels.ts';
import { dockerodeAt } from './find-engine.ts';
import type { EnginePlace } from './places.ts';

const repo = 'blackstart/proof';

/**
 * Runs a container of one static program, since an engine may start on a machine whose kernel, or
 * whose rights, do not let it run one. Throws what the engine answers, or that the program failed.
 */
export async function proveEngine(place: EnginePlace, engine: InstalledPart): Promise<void> {
  const docker = dockerodeAt(place);
  const program = engine.program('tini-static');
  const tar = execa('tar', ['-c', '-C', dirname(program), basename(program)], { buffer: false });
  const said = (await docker.importImage(tar.stdout, { repo, tag: 'latest' })) as unknown;
  await Promise.all([tar, text(said as NodeJS.ReadableStream)]);
  const container = await docker.createContainer({
    Image: `${repo}:latest`,
    Cmd: [`/${basename(program)}`, '--version'],
    Labels: { [runLabel]: '' },
    HostConfig: { NetworkMode: 'none' },
  });
  try {
    await container.start();
    const { StatusCode } = await container.wait();
    if (StatusCode !== 0) throw new Error(`a container ended with exit code ${StatusCode}`);
  } finally {
    await container.remove({ force: true });
    await docker.getImage(`${repo}:latest`).remove();
  }
}
