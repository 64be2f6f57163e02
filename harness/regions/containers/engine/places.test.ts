import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { enginePlaces } from './places.ts';

let config: string;
beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'blackstart-docker-config-'));
});
afterEach(() => rmSync(config, { recursive: true }));

const places = (environment: NodeJS.ProcessEnv) =>
  enginePlaces({ DOCKER_CONFIG: config, ...environment }, '/cache');

function keepContext(name: string, host: string): void {
  const id = createHash('sha256').update(name).digest('hex');
  const folder = join(config, 'contexts/meta', id);
  mkdirSync(folder, { recursive: true });
  const meta = { Name: name, Endpoints: { docker: { Host: host } } };
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
}

it('takes DOCKER_HOST for all there is', async () => {
  const [only, ...others] = await places({ DOCKER_HOST: 'tcp://127.0.0.1:2375' });
  expect(only).toEqual({ url: 'tcp://127.0.0.1:2375', from: 'DOCKER_HOST' });
  expect(others).toEqual([]);
});

it('looks at the present context, the usual sockets, and last at its own', async () => {
  keepContext('away', 'tcp://127.0.0.1:2999');
  writeFileSync(join(config, 'config.json'), JSON.stringify({ currentContext: 'away' }));
  const found = await places({ XDG_RUNTIME_DIR: '/run/user/7' });
  expect(found.map(({ from }) => from)).toEqual([
    'Docker context away',
    'Docker',
    'rootless Docker',
    'Docker Desktop',
    'rootless Podman',
    'Podman',
    'engine-room',
  ]);
  expect(found[0]?.url).toBe('tcp://127.0.0.1:2999');
  expect(found[2]?.url).toBe('unix:///run/user/7/docker.sock');
  expect(found.at(-1)?.url).toBe('unix:///cache/engine-room/docker.sock');
});

it('has DOCKER_CONTEXT overrule the context that is kept', async () => {
  keepContext('near', 'unix:///near.sock');
  writeFileSync(join(config, 'config.json'), JSON.stringify({ currentContext: 'away' }));
  expect((await places({ DOCKER_CONTEXT: 'near' }))[0]?.url).toBe('unix:///near.sock');
  expect((await places({ DOCKER_CONTEXT: 'default' }))[0]?.from).toBe('Docker');
});

it('says which file it cannot read', async () => {
  writeFileSync(join(config, 'config.json'), '{');
  await expect(places({})).rejects.toThrow(/config\.json cannot be read/);
});
