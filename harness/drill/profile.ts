/**
 * How a profile changes the plan's durations; measured ones are never scaled. With less than a
 * half, the plan's time-outs came near the stalls of two slow CPUs.
 */
export const timeScaleOf = { realtime: 1, fast: 0.5 } as const;

export type Profile = keyof typeof timeScaleOf;
