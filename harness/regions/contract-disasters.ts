import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Address } from '../../engine/index.ts';
import { lastLines } from '../processes/log-tail.ts';
import { idsIn, seen, sql, write } from './contract-clients.ts';
import { active, type Context, cold, standby } from './contract-context.ts';
import { restoreTopology, topologyDifferences } from './restore-topology.ts';
import type { RunningRegions } from './runtime.ts';

/** What servers that end leave, and how the first topology comes back. */
export function testDisasters({ clock, regions, eventually }: Context): void {
  it('loses nothing of a server that is killed, stopped or frozen', async () => {
    const server = regions().server(cold, 'postgres');
    const address = seen(regions(), cold, cold, 'postgres');
    await server.kill();
    expect(server.pid()).toBeUndefined();
    expect(await answers(address)).toBe(false);
    expect(await write(regions(), active, 3)).toBe(201);
    await server.start();
    await eventually('a row', async () => (await idsIn(regions(), cold)).includes(3));
    await server.stop();
    expect(await answers(address)).toBe(false);
    await server.start();
    server.freeze();
    await expect(idsIn(regions(), cold)).rejects.toThrow();
    server.thaw();
    expect(await idsIn(regions(), cold)).toEqual([1, 2, 3, 20]);
    server.freeze();
    await server.stop();
    expect(lastLines(server.logFile, 1).join()).toMatch(/database system is shut down/);
    await server.start();
    expect(await idsIn(regions(), cold)).toEqual([1, 2, 3, 20]);
  });

  it('brings the first topology back after a failover, with all written since', async () => {
    // 4 is acknowledged where nobody follows: the failover loses it, the return does not.
    await failOver(regions(), { lost: 4, epoch: 2, kept: 5 });
    const differences = await topologyDifferences(regions());
    expect(differences).toContain(`postgres in ${active} does not run`);
    expect(differences).toContain(`Postgres in ${standby} is a primary`);

    await restoreTopology(regions(), clock);
    expect(await topologyDifferences(regions())).toEqual([]);
    const logs = dirname(regions().server(active, 'postgres').logFile);
    expect(lastLines(join(logs, `${active}-pg_rewind.log`), 1)).toEqual(['pg_rewind: Done!']);
    await expectIds([1, 2, 3, 5, 20], 6);
  });

  it('brings it back though nothing is left of its database', async () => {
    const damage = `copy (select) to program 'rm global/pg_control'`;
    await sql(regions(), active, damage);
    await failOver(regions(), { lost: 7, epoch: 4, kept: 8 });
    await restoreTopology(regions(), clock);
    expect(await topologyDifferences(regions())).toEqual([]);
    await expectIds([1, 2, 3, 5, 6, 8, 20], 9);
  });

  /** What a restored active region has; and that it carries what is written next to the others. */
  async function expectIds(ids: readonly number[], next: number): Promise<void> {
    expect(await idsIn(regions(), active)).toEqual(ids);
    expect(await write(regions(), active, next)).toBe(201);
    const all = [...ids, next].sort((a, b) => a - b).join();
    for (const region of [standby, cold]) {
      await eventually(
        `all rows in ${region}`,
        async () => (await idsIn(regions(), region)).join() === all,
      );
    }
  }
}

/** A database fails over by hand; `lost` is what its standby had not received. */
async function failOver(
  regions: RunningRegions,
  { lost, epoch, kept }: { readonly lost: number; readonly epoch: number; readonly kept: number },
): Promise<void> {
  await regions.wan.cut(standby, active, 'black-hole', ['postgres']);
  expect(await write(regions, active, lost)).toBe(201);
  await regions.server(active, 'postgres').kill();
  await sql(regions, standby, 'select pg_promote(true, 20)');
  await sql(
    regions,
    standby,
    `update blackstart.fence set epoch = ${epoch}; set blackstart.epoch = ${epoch};
     insert into blackstart.operation (id, epoch, payload) values (${kept}, ${epoch}, 'after')`,
  );
  await regions.wan.restore(standby, active);
}

function answers({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
