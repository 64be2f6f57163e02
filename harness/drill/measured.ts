/** Services of the plan that the workload drives. */
export const drivenServices: readonly string[] = ['core-api'];

/** Stores of the plan that are read back after a drill. */
export const readBackStores: readonly string[] = ['postgres'];
