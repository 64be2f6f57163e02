/** How a profile changes the plan's durations; measured ones are never scaled. */
export const timeScaleOf = { realtime: 1, fast: 0.25 } as const;

export type Profile = keyof typeof timeScaleOf;
