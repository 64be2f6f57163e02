import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { loadPlan } from '../../../engine/index.ts';
import { installPart } from '../../parts/index.ts';
import { dockerodeAt } from '../containers/engine/find-engine.ts';
import { remainsOf } from '../containers/remains.ts';
import type { RuntimeForTest } from '../simulated/start-for-test.ts';
import { attachCompose } from './attach.ts';
import { nameImages } from './name-images.ts';
import { COMPOSE_FILE, composeRun, labels, repository } from './names.ts';

/** Regions that Compose keeps up until it is disposed of. */
export interface ComposeUp extends AsyncDisposable {
  readonly runtime: RuntimeForTest;
  /** As of `regionsDirectory`. */
  readonly directory: string;
  /** Containers and networks that there are still. */
  remains(): Promise<readonly string[]>;
}

/** What the operator brings regions up with unless it is told another. */
const plan = loadPlan(join(repository, 'fixtures/plans/semantest.yaml'));

/** Brings the regions of the Compose file up, in a directory of their own. */
export async function composeUpForTest(): Promise<ComposeUp> {
  const { engine, images } = await nameImages({});
  const part = await installPart('compose');
  const directory = mkdtempSync(join(tmpdir(), 'blackstart-compose-'));
  // Servers that are not root have theirs below.
  chmodSync(directory, 0o711);
  const environment = { DOCKER_HOST: engine.url, BLACKSTART_REGIONS: directory, PWD: repository };
  const compose = (...args: readonly string[]) =>
    execa(part.program('docker-compose'), ['-f', COMPOSE_FILE, '-p', 'regions', ...args], {
      cwd: repository,
      env: { ...part.environment, ...environment },
    });
  const down = async () => {
    await compose('down', '--timeout', '5');
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await compose('up', '--detach');
    await operatorEnds(engine.url);
  } catch (error) {
    await down();
    throw error;
  }
  return {
    directory,
    runtime: {
      start: async ({ runId, privateDir, logsDir, ...options }) => {
        mkdirSync(privateDir, { recursive: true });
        return attachCompose({
          ...{ ...options, engine, images, directory },
          ...{ planName: plan.name, namesFrom: JSON.stringify(plan.dns) },
          place: { runId, privateDir, logsDir },
        });
      },
      remains: (runId) => remainsOf(engine.url, runId),
    },
    remains: () => remainsOf(engine.url, composeRun),
    [Symbol.asyncDispose]: down,
  };
}

/** It ends when all is up. Throws what it said if it could not. */
async function operatorEnds(url: string): Promise<void> {
  const docker = dockerodeAt({ url });
  const label = Object.entries(labels('all', 'operator')).map(([key, value]) => `${key}=${value}`);
  const [found] = await docker.listContainers({ all: true, filters: { label } });
  if (!found) throw new Error('there is no operator');
  const operator = docker.getContainer(found.Id);
  const { StatusCode } = await operator.wait();
  if (StatusCode === 0) return;
  const said = await operator.logs({ stdout: true, stderr: true, tail: 30 });
  throw new Error(`the operator ended with ${StatusCode}:\n${said.toString('utf8')}`);
}
