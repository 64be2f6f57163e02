/**
 * How a profile changes the plan's durations; measured ones are never scaled. With a quarter, the
 * plan's time-outs came near the stalls of a busy host.
 */
export const timeScaleOf = { realtime: 1, fast: 0.4 } as const;

export type Profile = keyof typeof timeScaleOf;
