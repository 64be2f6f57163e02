export { type Address, addressFrom, type Endpoints } from '../../engine/index.ts';
export { findEngine } from './containers/engine/find-engine.ts';
export {
  closeEngineRoom,
  openEngineRoom,
  refuseWhereImpossible,
} from './containers/engine/room.ts';
export { type ContainerPlace, isThere, runInside } from './containers/run-inside.ts';
export { sweepRun } from './containers/sweep.ts';
export { addressesOf } from './embedded/loopback.ts';
export { releaseSharedMemory } from './embedded/shared-memory.ts';
export { loadTopology } from './load-topology.ts';
export { restoreTopology, topologyDifferences } from './restore-topology.ts';
export type { Restorable, RunningRegions, ServerHandle, ServerName } from './runtime.ts';
export { type Addresses, placesOf } from './simulated/addresses.ts';
export { AddressBusy, NoFreeSlot, ServerFailed } from './simulated/errors.ts';
export { mirroredTopic } from './simulated/servers/mirrormaker.ts';
export type { SimulatedRegions } from './simulated/simulated-regions.ts';
export type { StartProgress } from './simulated/start.ts';
export type { RegionSpec, Topology } from './topology.ts';
export { TopologyInvalid, type TopologyProblem } from './topology-invalid.ts';
