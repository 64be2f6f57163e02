import type { FailsOver, Moved, Standing } from '../../ports/capabilities.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../deadlines.ts';
import { inOrder, type Move, NoWayBack, type OnMove, SystemUnsound } from '../moves.ts';
import { leaderOf, type Reading, refuseLocked } from './judge.ts';
import { memberOf, seenAmong, survey } from './member.ts';
import { type SentinelOptions, Sentinels } from './sentinels.ts';
import { RedisSystem } from './system.ts';
import { fence } from './take-over.ts';

/** What the moves of one failover tell each other. */
interface Course {
  readonly from: string;
  readonly wanted: string | undefined;
  readonly readings: readonly Reading[];
  readonly silent: readonly string[];
  /** Whom the sentinels chose. */
  to?: string;
  /** Puts back what made them prefer it. */
  restore?: () => Promise<void>;
}

/**
 * Redis servers whose sentinels move the lead by themselves when the leader is down. What these say
 * counts only as far as enough of them say the same, and the servers too.
 */
export class SentinelSystem implements FailsOver {
  readonly #options: SentinelOptions;
  readonly #onMove: OnMove | undefined;
  readonly #servers: RedisSystem;
  readonly #sentinels: Sentinels;
  /** Who led when all was well. */
  #led: string | undefined;

  constructor(options: SentinelOptions, onMove?: OnMove) {
    this.#options = options;
    this.#onMove = onMove;
    this.#servers = new RedisSystem(options.clock, options.members);
    this.#sentinels = new Sentinels(options);
  }

  async validate(away: readonly string[] = []): Promise<Standing> {
    const [agreed, standing] = await Promise.all([
      this.#sentinels.agreed(),
      this.#servers.validate(away).catch((error: unknown) => error),
    ]);
    if (agreed.problems.length > 0) throw new SystemUnsound('Sentinel', agreed.problems);
    if (standing instanceof Error) throw standing;
    const { leader } = standing as Standing;
    if (leader !== agreed.leader) {
      const problem = `the sentinels name ${agreed.leader}, but ${leader} leads`;
      throw new SystemUnsound('Sentinel', [problem]);
    }
    this.#led = leader;
    return standing as Standing;
  }

  /**
   * A leader that answers takes no writes any more, and the sentinels are told to move the lead
   * when all replicas have all it has. Where it does not answer they do it by themselves, or have
   * done it since all was last validated; that they did is what is proved.
   */
  async failOver(to?: string): Promise<Moved> {
    const course = await this.#begin(to);
    const lives = !course.silent.includes(course.from);
    const moves = await inOrder(
      this.#options.clock,
      [
        ...(lives ? this.#told(course) : []),
        this.#settle(course),
        this.#follow(course),
        this.#prove(course),
      ],
      this.#onMove,
    );
    return { from: course.from, to: course.to ?? '', moves };
  }

  async undo({ from, to }: Moved): Promise<Moved> {
    const { leader } = await this.validate();
    if (leader !== to) throw new SystemUnsound('Sentinel', [`${leader} leads, not ${to}`]);
    const back = await this.failOver(from);
    if (back.to !== from) throw new SystemUnsound('Sentinel', [`they chose ${back.to}`]);
    return back;
  }

  /** Refuses where the sentinels do not agree, or a leader that lives is not the one they name. */
  async #begin(wanted: string | undefined): Promise<Course> {
    const { clock, members } = this.#options;
    const { leader: named, problems } = await this.#sentinels.agreed();
    if (named === undefined) throw new SystemUnsound('Sentinel', problems);
    const readings = await survey(clock, members);
    refuseLocked(readings);
    const silent = readings.filter(({ replication }) => !replication).map(({ name }) => name);
    const missed = this.#led !== undefined && silent.includes(this.#led);
    const from = missed && this.#led !== undefined ? this.#led : named;
    if (!silent.includes(from)) {
      const leads = leaderOf(readings, seenAmong(members));
      const other = leads === from ? [] : [`the sentinels name ${from}, but ${leads} leads`];
      const all = [...problems, ...other];
      if (all.length > 0) throw new SystemUnsound('Sentinel', all);
    }
    return { from, wanted, readings, silent };
  }

  #told(course: Course): readonly Move[] {
    const { from, wanted, readings } = course;
    const old = memberOf(this.#options.members, from);
    return [
      ...(wanted === undefined ? [] : [this.#prefer(course, wanted)]),
      fence({ from, old, answers: true, readings, behind: 'refuse' }),
      this.#catchUp(course),
      this.#ask(course),
    ];
  }

  /** Before anything is fenced, since Sentinel takes its time to hear of it. */
  #prefer(course: Course, wanted: string): Move {
    return {
      name: 'prefer',
      run: async () => {
        course.restore ??= await this.#sentinels.prefer(wanted, course.from);
        return `the sentinels prefer ${wanted}`;
      },
      undo: async () => course.restore?.(),
    };
  }

  /** All of them, because the sentinels choose by what they heard of each some time ago. */
  #catchUp({ from, silent }: Course): Move {
    const { members } = this.#options;
    return {
      name: 'catch-up',
      run: async () => {
        const old = memberOf(members, from).server;
        const others = members.filter(({ name }) => name !== from && !silent.includes(name));
        await Promise.all(others.map(({ server }) => server.catchUp(old, deadlines.redisDrainMs)));
        return `${others.map(({ name }) => name)} have all of ${from}`;
      },
    };
  }

  #ask({ from }: Course): Move {
    return {
      name: 'ask',
      run: async () => {
        const { leader } = await this.#sentinels.agreed();
        if (leader !== undefined && leader !== from) return `${leader} is named already`;
        await this.#sentinels.ask(from);
        return 'a sentinel moves the lead';
      },
      undo: async () => {
        const leader = await this.#sentinels.settled();
        if (leader !== from) throw new NoWayBack(`the sentinels moved the lead to ${leader}`);
      },
    };
  }

  #settle(course: Course): Move {
    return {
      name: 'agreed',
      run: async () => {
        course.to = await this.#sentinels.settled((leader) => leader !== course.from);
        return `the sentinels name ${course.to}`;
      },
    };
  }

  /** Sentinel would bring the old leader to follow as well, some ten seconds later. */
  #follow(course: Course): Move {
    const { members } = this.#options;
    return {
      name: 'follow',
      run: async () => {
        const { to = '', silent } = course;
        const words = await this.#servers.followed(to, silent);
        await memberOf(members, to).server.takeWrites();
        await course.restore?.();
        const there = members.filter(({ name }) => !silent.includes(name));
        // Sentinel had the settings kept that were meant for the failover alone.
        await Promise.all(there.map(({ server }) => server.keepSettings()));
        return words;
      },
    };
  }

  #prove({ silent }: Course): Move {
    const { clock, withinMs } = this.#options;
    return {
      name: 'validate',
      run: async () => {
        const deadline = { what: 'sentinels and servers to say the same', ms: withinMs };
        const { leader, followers } = await until(clock, deadline, () => this.validate(silent));
        return `${leader} leads, ${followers} follow`;
      },
    };
  }
}
