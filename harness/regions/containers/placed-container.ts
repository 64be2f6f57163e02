import type { Duplex, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { GenericContainer, getContainerRuntimeClient, PullPolicy, Wait } from 'testcontainers';

/** A network that a container is in, and its address there. */
export interface Attachment {
  readonly network: string;
  readonly ip: string;
}

/** In networks of its own, or in those of another container, by its id. */
export type Attached = readonly [Attachment, ...Attachment[]] | { readonly within: string };

export interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

const endpoint = ({ ip }: Attachment) => ({ IPAMConfig: { IPv4Address: ip } });

/** A container at addresses of its own in all its networks, heard from its first word on. */
export class PlacedContainer extends GenericContainer {
  readonly #others: readonly Attachment[];
  readonly #streams: Streams;
  #container: Dockerode.Container | undefined;
  #said: NodeJS.ReadWriteStream | undefined;

  constructor(image: string, attached: Attached, streams: Streams) {
    super(image);
    this.#streams = streams;
    this.withPullPolicy(PullPolicy.neverPull())
      // No port is published: whether a server is ready is asked by its own protocol, later.
      .withWaitStrategy(Wait.forListeningPorts())
      // The run sweeps what is its own.
      .withAutoCleanup(false);
    // The image's own would run a program in each container every few seconds.
    this.createOpts.Healthcheck = { Test: ['NONE'] };
    this.hostConfig.Init = true;
    if ('within' in attached) {
      this.#others = [];
      this.withNetworkMode(`container:${attached.within}`);
      return;
    }
    const [home, ...others] = attached;
    this.#others = others;
    this.withNetworkMode(home.network);
    this.createOpts.NetworkingConfig = { EndpointsConfig: { [home.network]: endpoint(home) } };
  }

  /** What it is to the engine. Throws RangeError before it has been created. */
  handle(): Dockerode.Container {
    if (this.#container) return this.#container;
    throw new RangeError('the container has not been created');
  }

  /** Resolves when its last word is written. */
  async heard(): Promise<void> {
    await finished(this.#streams.stderr);
  }

  /** Removes one that could not be started. */
  async discard(): Promise<void> {
    this.#close();
    await this.#container?.remove({ force: true, v: true });
  }

  #close(): void {
    this.#streams.stdout.end();
    this.#streams.stderr.end();
  }

  /** Hears no more of it. */
  detach(): void {
    (this.#said as Partial<Duplex> | undefined)?.destroy?.();
  }

  protected override containerCreated = async (id: string): Promise<void> => {
    const { container, network } = await getContainerRuntimeClient();
    const created = container.getById(id);
    this.#container = created;
    for (const other of this.#others) {
      const there = network.getById(other.network);
      await there.connect({ Container: id, EndpointConfig: endpoint(other) });
    }
    const said = await created.attach({ stream: true, stdout: true, stderr: true });
    this.#said = said;
    const { stdout, stderr } = this.#streams;
    created.modem.demuxStream(said, stdout, stderr);
    // Also where the engine itself is lost, and the connection with it.
    void finished(said)
      .catch(() => undefined)
      .then(() => this.#close());
  };
}
