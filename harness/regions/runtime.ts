import type { Capacity, Clock, Endpoints } from '../../engine/index.ts';
import type { ManagedProcess } from '../processes/managed-process.ts';
import type { ProcessIdentity } from '../processes/process-table.ts';
import type { SpawnRequest } from '../processes/processes.ts';
import type { Wan } from '../wan/link.ts';
import type { BrokerName } from './broker-names.ts';
import type { ContainerPlace } from './containers/run-inside.ts';
import type { Topology } from './topology.ts';

/** A server of a region that is running, or was. */
export interface ServerHandle {
  readonly region: string;
  readonly name: ServerName;
  readonly logFile: string;
  /** Process id while it runs, undefined after it ended. */
  pid(): number | undefined;
  /** Ends it at once with SIGKILL and waits until it is reaped. */
  kill(): Promise<void>;
  /** Stops it in order, SIGKILL after its deadline. */
  stop(): Promise<void>;
  /** Starts it again on its own data and waits until it is ready. */
  start(): Promise<void>;
  /** It was stopped for good, so that nothing of it is left to be brought back. */
  retired?(): boolean;
  /** SIGSTOP and SIGCONT. */
  freeze(): void;
  thaw(): void;
}

export type ServerName =
  | 'postgres'
  | 'redis'
  | BrokerName
  | 'mirrormaker'
  | 'localstack'
  | 'haproxy'
  | 'etcd'
  /** The proxy by which a region's etcd member reaches its peers. */
  | 'egress'
  | 'app'
  | 'toxiproxy'
  | 'cloud'
  /** A controller of the engine under test; there while one is drilled. */
  | 'engine';

/** Regions that are up, whatever they are made of. A scenario sees no more than this. */
export interface RunningRegions extends AsyncDisposable {
  readonly topology: Topology;
  readonly wan: Wan;
  /** The world as it looks from a place; what an engine or a client there is given. */
  endpoints(home: string): Endpoints;
  server(region: string, name: ServerName): ServerHandle;
  readonly servers: readonly ServerHandle[];
  /** Starts a program on the machine of a region, beside its servers. Throws SpawnFailed. */
  launch(request: SpawnRequest): Promise<ManagedProcess>;
  /** Lets this process end while the regions run on; they are not to be used after. */
  release(): Promise<void>;
}

/** Capability of regions with an engine under test: it can be asked as its operators ask it. */
export interface Operable {
  /**
   * Of any of its controllers, or of the one that is at a region. Throws what the engine answered,
   * if it did not take it on.
   */
  ask(path: string, body: Readonly<Record<string, unknown>>, at?: string): Promise<void>;
  /** What the engine waits for a person to answer now, by its id. */
  question(): Promise<string | undefined>;
}

/** What somebody takes of a machine, or all of it. */
export interface MachineUse {
  /** Processors, a part of one or more. */
  readonly cpus: number;
  readonly memoryBytes: number;
}

/** Others on a machine. They always have work to do: what the service does not use, they do. */
export interface Neighbours {
  /** What the service may use of the processors; if it uses more, it waits while they have them. */
  readonly leaveCpus: number;
  readonly memoryBytes: number;
}

/** The machine that a region's service runs on: its size, and who shares it. */
export interface ServiceMachine extends MachineUse {
  /** Says who else is there. Whoever removes it sends them away, from any process. */
  readonly neighboursFile: string;
  /** Others, while there are any. */
  neighbours(): Neighbours | undefined;
  /** The process of the service, while it runs. */
  service(): ProcessIdentity | undefined;
  /** What the service alone takes, over so long. Throws if it does not run. */
  measure(ms: number): Promise<MachineUse>;
  /** How much of it all is in use, over the last few seconds. */
  capacity(): Promise<Capacity>;
  /** Others share it, and the service goes on with what they leave. Throws as `measure` does. */
  crowd(neighbours: Neighbours): Promise<void>;
}

/** Capability of a runtime in which the service of a region has a machine that can be shared. */
export interface Crowdable {
  /** Throws RangeError if there is no such region. */
  serviceMachine(region: string): ServiceMachine;
}

/** Capability of a runtime whose places have networks of their own, which break below TCP. */
export interface Networked {
  readonly networks: {
    /** Where all links begin. */
    readonly links: ContainerPlace;
    /** The machine that all servers of a region are on. */
    machine(region: string): ContainerPlace;
    /** Of `htb` and `netem`, those that this kernel has to make packets wait with. */
    readonly queues: readonly string[];
  };
}

/** Capability of a runtime whose machines the harness operates itself. */
export interface Restorable {
  /** Brings the first topology back after all faults are healed. */
  restore(clock: Clock): Promise<void>;
  /** How things are now where they differ from the first topology; empty if nothing does. */
  differences(): Promise<readonly string[]>;
}
