/**
 * What the engine asks of a system. Each power is an interface of its own: a system has those it
 * really has, and a step asks for no more than it needs. Every call is bounded by `timeoutMs` and
 * throws when it could not be done, or when nobody knows whether it was.
 */

/** Can say whether it is there and what it is. */
export interface Probeable<Reading> {
  probe(timeoutMs: number): Promise<Reading>;
}

/** Knows how much of the leader's history it has. */
export interface Replicated<Position> {
  position(timeoutMs: number): Promise<Position>;
}

/** Can become the leader; resolves once it is seen to lead. */
export interface Promotable {
  promote(timeoutMs: number): Promise<void>;
}

/** Refuses, from now on, writes of every epoch below this one. */
export interface Fenceable {
  fence(epoch: number, timeoutMs: number): Promise<void>;
  /** Takes writes again, of this epoch and above. */
  unfence(epoch: number, timeoutMs: number): Promise<void>;
}

/** Can follow another leader; resolves once it is seen to follow. */
export interface Repointable<Leader> {
  follow(leader: Leader, timeoutMs: number): Promise<void>;
}

/** Can be made to follow another region's leader, whatever it was before, by a restart. */
export interface Rejoinable {
  /** Resolves once it has started as a standby, and says in a few words what that took. */
  rejoin(leader: string, timeoutMs: number): Promise<string>;
}

/** Can make its region's member of the control store all there is of it. */
export interface Separable {
  /**
   * The member gives all others up and goes on with what it has, which may lack what they agreed on
   * last; says in a few words what that took. Throws while it has its quorum.
   */
  standAlone(timeoutMs: number): Promise<string>;
}

/** How much of the machines that a service runs on is in use, by it and by others on them. */
export interface Capacity {
  /** Shares from 0 to 1, of the last few seconds. */
  readonly cpu: number;
  readonly memory: number;
  /** Of the service, that run. */
  readonly instances: number;
}

/** Knows how much of its capacity is in use, and can be given more. */
export interface Scalable {
  capacity(timeoutMs: number): Promise<Capacity>;
  /**
   * Starts instances until there are so many; resolves, with how many there are, once all of them
   * are ready. Asked again it starts none twice.
   */
  scale(instances: number, timeoutMs: number): Promise<number>;
}

/** Can read what will be asked for first; says how many entries it read. */
export interface Warmable {
  warm(timeoutMs: number): Promise<number>;
}

/** One part of a failover of a system, as it ended. */
export interface EndedMove {
  readonly name: string;
  readonly detail: string;
  /** Milliseconds. */
  readonly tookMs: number;
}

/** Who leads a system, and who follows. */
export interface Standing {
  readonly leader: string;
  readonly followers: readonly string[];
}

/** A failover of a system that ended well. */
export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly moves: readonly EndedMove[];
}

/** Fails over as a whole, and proves it. */
export interface FailsOver {
  /**
   * Throws SystemUnsound, with everything that is wrong, unless one leads and all follow it; those
   * that are `away` may be silent.
   */
  validate(away?: readonly string[]): Promise<Standing>;
  /**
   * To this member, or the one that has most; validated before and after. Throws SystemUnsound if
   * nothing was begun, else MoveFailed, which says which topology stands now.
   */
  failOver(to?: string): Promise<Moved>;
  /** Gives the lead back, and loses nothing on the way. Throws as `failOver` does. */
  undo(moved: Moved): Promise<Moved>;
}
