import type { RunningRegions } from '../../harness/regions/index.ts';
import type { Figure } from './figure.ts';

/** Starting all regions, against the slowest server started alone in the same run. */
export async function warmStart(regions: RunningRegions, startMs: number): Promise<Figure> {
  const alone = new Map<string, number>();
  const active = regions.topology.regions[0]?.name ?? '';
  const once = regions.servers.filter(
    ({ region, name }) => region === active || name === 'mirrormaker',
  );
  for (const server of once) {
    await server.stop();
    const beganMs = performance.now();
    await server.start();
    alone.set(server.name, performance.now() - beganMs);
  }
  const [slowest, slowestMs] = [...alone].toSorted(([, a], [, b]) => b - a)[0] ?? ['none', NaN];
  return {
    what: 'warm start of three regions, against the slowest single server',
    value: startMs / slowestMs,
    limit: 3,
    unit: '×',
    of: `${seconds(startMs)} all, ${seconds(slowestMs)} ${slowest} alone`,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
