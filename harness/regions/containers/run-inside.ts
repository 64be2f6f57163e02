import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { dockerodeAt } from './engine/find-engine.ts';
import { type Labels, labelsOf } from './labels.ts';

/** A container of a run, as any process finds it: by where its engine listens, and its labels. */
export interface ContainerPlace extends Labels {
  readonly engineUrl: string;
}

/** Whether it is there, so that something may have been done to it. */
export async function isThere(place: ContainerPlace): Promise<boolean> {
  return (await findContainer(place)) !== undefined;
}

async function findContainer({ engineUrl, ...labels }: ContainerPlace) {
  const label = Object.entries(labelsOf(labels)).map(([name, value]) => `${name}=${value}`);
  const docker = dockerodeAt({ url: engineUrl });
  return (await docker.listContainers({ filters: { label } }))[0];
}

/** Runs a program in a container that is there, and gives what it said. Throws if it fails. */
export async function runInside(
  { engineUrl, ...labels }: ContainerPlace,
  command: readonly string[],
): Promise<string> {
  const docker = dockerodeAt({ url: engineUrl });
  const found = await findContainer({ engineUrl, ...labels });
  const what = `${labels.name} in ${labels.region}`;
  if (!found) throw new Error(`there is no container of ${what}`);
  const exec = await docker.getContainer(found.Id).exec({
    ...{ Cmd: [...command], AttachStdout: true, AttachStderr: true },
  });
  const stream = await exec.start({ hijack: true, stdin: false });
  const said = new PassThrough();
  docker.modem.demuxStream(stream, said, said);
  stream.once('end', () => said.end());
  const words = await text(said);
  const { ExitCode } = await exec.inspect();
  if (ExitCode === 0) return words;
  throw new Error(`${command[0]} in ${what} ended with exit code ${ExitCode}: ${words.trim()}`);
}
