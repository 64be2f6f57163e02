import { createReadStream } from 'node:fs';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { execa } from 'execa';
import type { BaseOptions } from './base-options.ts';
import { followed } from './followed.ts';
import { makeBench, removeBench, workshopOf } from './workshop.ts';

export class LocalBaseFailed extends Error {
  override readonly name = 'LocalBaseFailed';
  readonly code = 'LOCAL_BASE_FAILED';
  readonly exitCode = 4;

  constructor(why: string, lines: readonly string[] = []) {
    super(
      [
        `no registry gives the base of the images, and none can be made here: ${why}`,
        ...lines.map((line) => `    ${line}`),
        'try: let the engine reach a registry, or use Debian 12 as root',
      ].join('\n'),
    );
  }
}

/** Debian 12, as the parts outside of containers are. */
const suite = 'bookworm';
export const localBase = `blackstart/base:${suite}`;
const keptLines = 12;

/** Who this machine trusts, which may be more than Debian does: a proxy, a mirror. */
const machineTrust = '/etc/ssl/certs/ca-certificates.crt';
const trust = '/usr/local/share/machine-trust.crt';

/** A minimal Debian of this machine's own mirrors, as an image. Throws LocalBaseFailed. */
export async function makeLocalBase(options: BaseOptions): Promise<string> {
  const { docker, cache, debootstrap, say, signal } = options;
  if (process.getuid?.() !== 0) throw new LocalBaseFailed('that needs root');
  const sources = await aptSources();
  const part = await debootstrap();
  const directory = await makeBench(workshopOf(cache), 'base');
  try {
    say('making a base from Debian packages');
    const root = join(directory, 'root');
    const { failed, all } = await execa(
      part.program('debootstrap'),
      ['--variant=minbase', suite, root, sources.mirror],
      { env: part.environment, reject: false, all: true, ...(signal && { cancelSignal: signal }) },
    );
    signal?.throwIfAborted();
    if (failed) throw new LocalBaseFailed('debootstrap failed', all.split('\n').slice(-keptLines));
    await writeFile(join(root, 'etc/apt/sources.list'), sources.list);
    await writeFile(join(root, 'etc/apt/apt.conf.d/90machine'), sources.settings);
    await copyFile(machineTrust, join(root, trust));
    await writeFile(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    await rm(join(root, 'var/cache/apt/archives'), { recursive: true, force: true });
    const archive = join(directory, 'root.tar');
    await execa('tar', ['--numeric-owner', '-cf', archive, '-C', root, '.']);
    await imported(docker, archive);
  } finally {
    await removeBench(directory);
  }
  return localBase;
}

async function imported(docker: Dockerode, archive: string): Promise<void> {
  const [repo, version] = localBase.split(':');
  const answer = await docker.importImage(createReadStream(archive), {
    ...{ repo, tag: version },
    changes: [`ENV PIP_CERT=${trust}`, 'CMD ["bash"]'],
  });
  await followed(docker, answer);
}

/** Where this machine gets its packages, and how. Throws LocalBaseFailed. */
async function aptSources() {
  const say = async (program: string, args: readonly string[]) => {
    const { stdout } = await execa(program, [...args]).catch((cause: Error) => {
      throw new LocalBaseFailed(`${program} is not there, or fails: ${cause.message}`);
    });
    return stdout.split('\n');
  };
  const format = ['--format', '$(SITE) $(RELEASE) $(COMPONENT)'];
  const targets = [...new Set(await say('apt-get', ['indextargets', ...format]))].filter((line) =>
    line.split(' ')[1]?.startsWith(suite),
  );
  const mirror = targets.find((line) => line.split(' ')[1] === suite)?.split(' ')[0];
  if (!mirror) throw new LocalBaseFailed(`this machine's apt has no source for ${suite}`);
  const settings = (await say('apt-config', ['dump'])).filter((line) =>
    /^Acquire::(https?|Check-[A-Za-z-]+|Retries)\b.*"[^"]+";$/.test(line),
  );
  return {
    mirror,
    list: `${targets.map((line) => `deb ${line}`).join('\n')}\n`,
    settings: `${[...settings, 'Acquire::Retries "3";'].join('\n')}\n`,
  };
}
