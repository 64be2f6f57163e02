/** What one sentinel says of the servers it watches, or why it says nothing. */
export interface Opinion {
  readonly sentinel: string;
  readonly error?: string;
  readonly said?: Said;
}

export interface Said {
  /** The member that it names. */
  readonly leader: string;
  /** `master`, and what is wrong with it: `s_down`, `o_down`, `failover_in_progress`, … */
  readonly flags: readonly string[];
  /** How many have to agree that the leader is down, as this one is set up. */
  readonly quorum: number;
  /** Why this one could not carry out a failover now: the others that it sees are too few. */
  readonly alone?: string;
}

/** What the sentinels agree on, and everything that speaks against believing it. */
export interface Agreement {
  /** Whom enough of them name. */
  readonly leader?: string;
  readonly problems: readonly string[];
}

/**
 * A leader is one that a majority names, and no fewer than the quorum. A sentinel that names
 * another, cannot reach the others, or is set up for a smaller quorum, is a problem of its own.
 */
export function agreementOf(opinions: readonly Opinion[], quorum: number): Agreement {
  const needed = Math.max(quorum, Math.floor(opinions.length / 2) + 1);
  const said = opinions.flatMap(({ sentinel, said: each }) =>
    each ? [{ sentinel, ...each }] : [],
  );
  const votes = Map.groupBy(said, ({ leader }) => leader);
  const found = [...votes.values()].find((those) => those.length >= needed)?.[0]?.leader;
  const silent = opinions.filter(({ said: each }) => !each);
  const missing = silent.map(({ sentinel, error }) => `${sentinel} is silent (${error})`);
  if (!found) {
    const each = [...votes].map(
      ([leader, those]) => `${leader} by ${those.map((s) => s.sentinel)}`,
    );
    const named = `no leader is named by ${needed} of ${opinions.length} sentinels`;
    return { problems: [named, ...each, ...missing] };
  }
  const problems = said.flatMap((one) => problemsOf(one, found, quorum));
  return { leader: found, problems };
}

function problemsOf(
  { sentinel, leader, flags, quorum, alone }: Said & { readonly sentinel: string },
  found: string,
  wanted: number,
): readonly string[] {
  if (leader !== found) return [`${sentinel} names ${leader}, the others ${found}`];
  const wrong = flags.filter((flag) => flag !== 'master');
  return [
    ...(wrong.length > 0 ? [`${sentinel} sees ${found} as ${wrong}`] : []),
    ...(alone === undefined ? [] : [`${sentinel} is alone: ${alone}`]),
    ...(quorum === wanted
      ? []
      : [`${sentinel} is set up for a quorum of ${quorum}, not ${wanted}`]),
  ];
}
