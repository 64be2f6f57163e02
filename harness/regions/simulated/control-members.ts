import { rm } from 'node:fs/promises';
import { type Address, until } from '../../../engine/index.ts';
import { askEtcd } from './ask-etcd.ts';
import { deadlines } from './deadlines.ts';
import { dataOf, peerUrl } from './servers/etcd.ts';
import type { Site } from './site.ts';

interface Member {
  /** Absent until it was started for the first time. */
  readonly name?: string;
  readonly peerURLs: readonly string[];
}

/** Members of the cluster that one is in, as that has it, whether they agree now or not. */
export async function membersAt(member: Address): Promise<readonly Member[]> {
  const { members } = (await askEtcd(member, 'cluster/member/list', {})) as {
    readonly members: readonly Member[];
  };
  return members;
}

/**
 * What the operator of the control store's machines knows of its members: which one was told to go
 * on alone, and which of the others have not been made members of its cluster since then. Those
 * must not start with the data they had, or they would agree with each other on something else.
 */
export class ControlMembers {
  readonly #site: Site;
  readonly #givenUp = new Set<string>();
  #alone: string | undefined;
  #forced = false;
  #lastAdded: Promise<unknown> = Promise.resolve();

  constructor(site: Site) {
    this.#site = site;
  }

  /** Regions whose members have still to be wiped and added. */
  givenUp(): readonly string[] {
    return [...this.#givenUp];
  }

  /** A region's member becomes a cluster of its own at its next start, with the data it has. */
  standAlone(region: string): void {
    const others = this.#site.addresses.regions.filter((one) => one !== region);
    for (const one of others) this.#givenUp.add(one);
    this.#givenUp.delete(region);
    this.#alone = region;
    this.#forced = true;
  }

  /**
   * What a region's member is told at this start besides; one that was given up is wiped before and
   * made a new member of the cluster. Throws if that does not take it.
   */
  async beforeStart(region: string): Promise<readonly string[]> {
    if (region === this.#alone) return this.#forced ? ['--force-new-cluster'] : [];
    if (!this.#givenUp.has(region)) return [];
    const known = await this.#memberOf(region);
    // It was wiped and has joined since; what it has is of that cluster.
    if (known?.name) return [];
    await rm(dataOf(this.#site, region), { recursive: true, force: true });
    const members = await this.#added(region);
    const named = this.#site.addresses.regions
      .filter((one) => members.some((member) => this.#is(member, one)))
      .map((one) => `${one}=${peerUrl(this.#site, one)}`);
    return [`--initial-cluster=${named}`, '--initial-cluster-state=existing'];
  }

  /** A region's member has started, and has been told all of the above. */
  started(region: string): void {
    this.#givenUp.delete(region);
    if (region === this.#alone) this.#forced = false;
  }

  /**
   * Adds a member unless it was added already, and gives all there are then. One at a time: of two
   * that ask at once a cluster of one can take both, and neither starts, for each asks the other.
   */
  #added(region: string): Promise<readonly Member[]> {
    const added = this.#lastAdded.then(() => this.#add(region));
    this.#lastAdded = added.catch(() => undefined);
    return added;
  }

  #add(region: string): Promise<readonly Member[]> {
    const { clock } = this.#site;
    const what = `etcd in ${this.#alone} to take ${region} for a new member`;
    return until(clock, { what, ms: deadlines.memberAddedMs }, async () => {
      if (await this.#memberOf(region)) return membersAt(this.#cluster());
      // It refuses while another one that was added has not started, or not for five seconds.
      const peerURLs = [peerUrl(this.#site, region)];
      await askEtcd(this.#cluster(), 'cluster/member/add', { peerURLs });
      return undefined;
    });
  }

  async #memberOf(region: string): Promise<Member | undefined> {
    const members = await membersAt(this.#cluster());
    return members.find((member) => this.#is(member, region));
  }

  #is({ peerURLs }: Member, region: string): boolean {
    return peerURLs.includes(peerUrl(this.#site, region));
  }

  /** The member that went on alone. */
  #cluster(): Address {
    return this.#site.addresses.local(this.#alone ?? '', 'etcd');
  }
}
