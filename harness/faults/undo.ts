import { rmSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../../engine/index.ts';
import { signalTree } from '../processes/process-table.ts';
import { isThere, runInside } from '../regions/index.ts';
import type { ServerName } from '../regions/runtime.ts';
import { restoreProxies } from '../wan/restore-proxies.ts';
import { connectToxiproxy } from '../wan/toxiproxy.ts';
import { unshapeRules } from './network/shape-rules.ts';

const identity = z.object({ pid: z.number().int(), startTicks: z.number() });
const place = z.object({
  engineUrl: z.string(),
  run: z.string(),
  name: z.string(),
  region: z.string(),
});
const delay = z.object({ upstream: z.number(), downstream: z.number() });

/** The inverse of what a fault did, as data, so that another process can perform it. */
export const undoSchema = z.discriminatedUnion('undo', [
  z.object({
    undo: z.literal('restore-links'),
    api: z.object({ host: z.string(), port: z.number().int() }),
    proxies: z.array(
      z.object({ name: z.string(), listen: z.string(), upstream: z.string(), delayMs: delay }),
    ),
  }),
  z.object({ undo: z.literal('remove-rules'), place, table: z.string() }),
  z.object({ undo: z.literal('unshape'), place, host: z.string() }),
  z.object({ undo: z.literal('connect'), place }),
  z.object({ undo: z.literal('thaw'), process: identity }),
  z.object({ undo: z.literal('send-away'), neighboursFile: z.string(), process: identity }),
  z.object({
    undo: z.literal('start-server'),
    region: z.string(),
    server: z.custom<ServerName>((value) => typeof value === 'string'),
  }),
]);

export type Undo = z.infer<typeof undoSchema>;

export interface Undoer {
  readonly clock: Clock;
  /** Starts a server unless it runs. Only the run's own process can. */
  startServer(region: string, server: ServerName): Promise<void>;
}

/**
 * Whether a fault is gone with the processes of the run, because it was in nothing else. Then its
 * inverse must not be tried either: the addresses may be another run's by now.
 */
export function endsWithRun({ undo }: Undo): boolean {
  return ['restore-links', 'thaw', 'send-away', 'start-server'].includes(undo);
}

/** Performs one inverse, any number of times. */
export async function performUndo(undo: Undo, undoer: Undoer): Promise<void> {
  switch (undo.undo) {
    case 'restore-links': {
      await using toxiproxy = connectToxiproxy(undo.api);
      await restoreProxies(undoer.clock, toxiproxy, undo.proxies);
      return;
    }
    case 'remove-rules':
      // With its container it is gone; else it is added first, so that it is there to be removed.
      if (!(await isThere(undo.place))) return;
      await runInside(undo.place, [
        'nft',
        `add table ip ${undo.table}; delete table ip ${undo.table}`,
      ]);
      return;
    case 'unshape':
      if (await isThere(undo.place)) {
        await runInside(undo.place, ['sh', '-c', unshapeRules(undo.host)]);
      }
      return;
    case 'connect':
      if (await isThere(undo.place))
        await runInside(undo.place, ['ip', 'link', 'set', 'eth0', 'up']);
      return;
    case 'thaw':
      signalTree(undo.process, 'SIGCONT');
      return;
    case 'send-away':
      // Whoever holds the process for them ends without their file; if nobody does, it goes on too.
      rmSync(undo.neighboursFile, { force: true });
      signalTree(undo.process, 'SIGCONT');
      return;
    case 'start-server':
      await undoer.startServer(undo.region, undo.server);
  }
}
