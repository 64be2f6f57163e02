/** Rig probes look at 10 Hz; twice that step is the least that can be told apart. */
export const probeToleranceMs = 250;

/** Two sightings further apart than this are not joined: what was between them was not seen. */
export const unseenGapMs = 1_000;

/** Windows start this many times within their width, so an RTO is no coarser than a tenth of it. */
export const stepsPerWindow = 10;

/** Most points a timeline has per series: more than a screen shows adds only bytes. */
export const timelinePoints = 300;

/** Narrowest bucket of a timeline, milliseconds; with fewer operations a p99 is a maximum. */
export const timelineStepMs = 500;
