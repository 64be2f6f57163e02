import type { Operable, RunningRegions, ServerHandle } from '../regions/runtime.ts';

/** The same regions, each with its controller among its servers, and the engine to be asked. */
export function withControllers(
  regions: RunningRegions,
  engine: (Operable & { readonly servers: readonly ServerHandle[] }) | undefined,
): RunningRegions {
  if (!engine) return regions;
  const { servers: controllers, ask, question } = engine;
  const operable: RunningRegions & Operable = {
    ...regions,
    ask,
    question,
    servers: [...regions.servers, ...controllers],
    server: (region, name) =>
      controllers.find((one) => one.region === region && one.name === name) ??
      regions.server(region, name),
  };
  return operable;
}
