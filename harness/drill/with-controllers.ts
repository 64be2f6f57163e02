import type { RunningRegions, ServerHandle } from '../regions/runtime.ts';

/** The same regions, each with its controller of the engine among its servers. */
export function withControllers(
  regions: RunningRegions,
  controllers: readonly ServerHandle[],
): RunningRegions {
  return {
    ...regions,
    servers: [...regions.servers, ...controllers],
    server: (region, name) =>
      controllers.find((one) => one.region === region && one.name === name) ??
      regions.server(region, name),
  };
}
