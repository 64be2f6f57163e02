/** Rig probes look at 10 Hz; twice that step is the least that can be told apart. */
export const probeToleranceMs = 250;

/** Two sightings further apart than this are not joined: what was between them was not seen. */
export const unseenGapMs = 1_000;

/** Windows start this many times within their width, so an RTO is no coarser than a tenth of it. */
export const stepsPerWindow = 10;

/**
 * A standby follows if its primary counted it this shortly ago: it is asked twice a second, and one
 * that lost its stream on a busy host is back after its time-out of 10 s.
 */
export const followsWithinMs = 11_000;

/** Most points a timeline has per series: more than a screen shows adds only bytes. */
export const timelinePoints = 300;

/** Narrowest bucket of a timeline, milliseconds; with fewer operations a p99 is a maximum. */
export const timelineStepMs = 500;

/**
 * What is claimed may be seen this much later. The probes of one region, 90 ms apart, and the
 * answers of one resolver, 200 ms apart, were up to 334 ms apart on a busy host of 2 CPUs; three
 * times that. An engine that does not wait is early by seconds.
 */
export const claimToleranceMs = 1_000;

/**
 * Share of seconds in which the clients' event loop may be later than its bound. Each sample is the
 * worst of its second, and a stall spoils no more than the windows around it; a percentile of the
 * few samples of a short run would be its maximum.
 */
export const lateSecondsShare = 0.05;

/** Configurations that the search for a register's order may hold at once; some 20 MB. */
export const linearizationLimit = 100_000;

/** Operations shown to prove a finding. */
export const witnessesShown = 5;
