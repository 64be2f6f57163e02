import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { findEngine } from './find-engine.ts';

/** Answers the one question that an engine is asked before anything else. */
async function withEngine<T>(version: object, ask: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.end(JSON.stringify(version)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await ask(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

const said = { Version: '19.3', ApiVersion: '1.40', Os: 'linux', Arch: 'amd64' };
const at = (DOCKER_HOST: string) => findEngine({ DOCKER_HOST }, '/nowhere');

it('says which engine it has found', async () => {
  const version = { ...said, Version: '5.0', ApiVersion: '1.41', Platform: { Name: 'Podman' } };
  expect(await withEngine(version, at)).toMatchObject({
    ...{ name: 'Podman', version: '5.0', apiVersion: '1.41', platform: 'linux/amd64' },
    from: 'DOCKER_HOST',
  });
});

it('refuses one that is too old, with what to do', async () => {
  await expect(withEngine(said, at)).rejects.toMatchObject({
    ...{ code: 'ENGINE_TOO_OLD', exitCode: 4 },
    message: expect.stringMatching(
      /19\.3 \(DOCKER_HOST\) speaks API 1\.40; expected 1\.41.*update/,
    ),
  });
});

it('refuses where nobody answers, and says where it looked and what to do', async () => {
  await expect(at('unix:///nowhere/docker.sock')).rejects.toMatchObject({
    ...{ code: 'NO_CONTAINER_ENGINE', exitCode: 4 },
    message: expect.stringMatching(
      /unix:\/\/\/nowhere\/docker\.sock \(DOCKER_HOST\): .*ENOENT[\s\S]*try:/,
    ),
  });
});

it('refuses an address of a kind that it does not speak to', async () => {
  await expect(at('ssh://nobody@nowhere')).rejects.toThrow(/ssh:.* expected unix:\/\/ or tcp:\/\//);
});
