export { type Addresses, addressesOf, placesOf } from './embedded/addresses.ts';
export type { EmbeddedRegions } from './embedded/embedded-regions.ts';
export { AddressBusy, NoFreeSlot, ServerFailed } from './embedded/errors.ts';
export { type EmbeddedOptions, type StartProgress, startEmbedded } from './embedded/start.ts';
export { loadTopology } from './load-topology.ts';
export { restoreTopology, topologyDifferences } from './restore-topology.ts';
export type { Restorable, RunningRegions, ServerHandle, ServerName } from './runtime.ts';
export type { RegionSpec, Topology } from './topology.ts';
export { TopologyInvalid, type TopologyProblem } from './topology-invalid.ts';
