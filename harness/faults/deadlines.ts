/** Every wait of this room, with its reason. */
export const deadlines = {
  /** The longest round trip (220 ms) and a server that waits for a busy CPU. */
  answerMs: 1_500,
  /** A link that is slower than that, whatever slows it, is cut. */
  slowestMs: 20_000,
  /** From when a drill expects the engine to ask a person: its probes, and a busy machine. */
  questionMs: 60_000,
  /** A database that rejoins on a busy machine, twice; meanwhile the engine takes on nothing. */
  takenMs: 120_000,
  /** Between two requests of a person, who reads what the engine answered. */
  askAgainMs: 2_000,
  /** What is to be broken must work before; a busy machine may miss one probe. */
  soundMs: 5_000,
  /** What a service uses, in ticks of 10 ms: to 3 %, of one that takes a tenth of a processor. */
  measureMs: 3_000,
  /** A service that uses more than its share is stopped once in two rounds of 2 s. */
  heldMs: 4_500,
  /** A fault that has not bitten by now does not bite. */
  biteMs: 5_000,
  /** A server is ready before its start returns; a link needs only one more connection. */
  healedMs: 10_000,
  probeEveryMs: 10,
  /** No fault outlasts this, whatever becomes of the drill: twice the longest one. */
  faultMs: 900_000,
} as const;
