import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import {
  type ContainerEngine,
  dockerodeAt,
} from '../../harness/regions/containers/engine/find-engine.ts';
import { makeReady } from '../../harness/regions/containers/make-ready.ts';
import { blackstart } from '../support/blackstart.ts';
import { leftBehind, runsOf } from '../support/left-behind.ts';

/** Its links are broken by rules, and not all of them end with the fault. */
const scenario = 'postgres_black_hole';
const drill = ['drill', scenario, '--below-tcp', '--profile', 'fast', '--runtime', 'containers'];

/** Before the end of every drill of it: images, regions, load, fault, recovery, read-back. */
const lastMs = 90_000;
const moments = Array.from({ length: 20 }, () => Math.round(Math.random() * lastMs));

let engine: ContainerEngine;
beforeAll(async () => {
  ({ engine } = await makeReady({}));
}, 900_000);

/** All that a run could leave in the engine, and the devices of its networks on this machine. */
async function inventory() {
  const docker = dockerodeAt(engine);
  const [containers, networks, { Volumes }] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  return {
    containers: containers.flatMap(({ Names }) => Names),
    networks: networks.map(({ Name }) => Name).toSorted(),
    volumes: Volumes.map(({ Name }) => Name),
    devices: readdirSync('/sys/class/net').toSorted(),
  };
}

test.each(moments)(
  'a harness that is killed after %i ms leaves nothing that heal leaves',
  async (ms) => {
    const before = await inventory();
    const earlier = await runsOf(scenario);
    const run = blackstart(...drill);
    await wait(ms);
    expect(run.process.exitCode, 'it had ended by then').toBeNull();
    run.process.kill('SIGKILL');
    await once(run.process, 'exit');
    expect(await blackstart('heal').ended).toBe(0);
    expect(await inventory()).toEqual(before);
    const begun = (await runsOf(scenario)).filter((one) => !earlier.includes(one));
    for (const runDir of begun.filter((one) => existsSync(join(one, 'run.json')))) {
      expect(await leftBehind(runDir)).toEqual([]);
    }
  },
);
