import { join } from 'node:path';
import type { ManagedProcess } from '../../processes/managed-process.ts';
import type { SpawnRequest } from '../../processes/processes.ts';
import type { Launcher } from '../simulated/launcher.ts';
import { serviceNameOf } from './names.ts';
import { type Order, type OrderTools, runOrder } from './order-launcher.ts';

export interface ComposeLaunching extends OrderTools {
  /** Where the places are told what to run, a directory each. */
  readonly ordersDir: string;
  /** Places of servers, by their names. */
  readonly places: ReadonlySet<string>;
  /** Hears what is to run in the place of a server from now on, before it does. */
  readonly onServer: (place: string, order: Order) => Promise<void>;
  /** Runs what has no place of its own. */
  readonly elsewhere: (request: SpawnRequest) => Promise<ManagedProcess>;
  readonly release: () => void;
}

/** Each server in its own place, and the tools of Postgres in that of Postgres. */
export function composeLauncher(launching: ComposeLaunching): Launcher {
  const { ordersDir, places, onServer, elsewhere, release } = launching;
  return {
    release,
    // Each region has its machine for itself.
    refuseBusy: async () => undefined,
    launch: async (request) => {
      const { name, region } = request;
      const own = serviceNameOf(region, name);
      const isServer = places.has(own);
      if (!isServer && !isTool(name)) return elsewhere(request);
      const place = isServer ? own : serviceNameOf(region, 'postgres');
      return runOrder(launching, join(ordersDir, place), request, async (order) => {
        if (isServer) await onServer(own, order);
      });
    },
  };
}

function isTool(name: string): boolean {
  return name === 'initdb' || name.startsWith('pg_');
}
