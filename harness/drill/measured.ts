/** A store that the service writes each operation to, or some of them. */
export interface MeasuredStore {
  /** As the plan names it. */
  readonly name: string;
  /** Only operations whose id this divides are written to it (fixtures/app/objects.ts). */
  readonly everyNth?: number;
}

/** Services of the plan that the workload drives. */
export const drivenServices: readonly string[] = ['core-api'];

/** Stores of the plan that are read back after a drill. */
export const readBackStores: readonly MeasuredStore[] = [
  { name: 'postgres' },
  { name: 'redis' },
  { name: 'kafka' },
  { name: 's3', everyNth: 20 },
];
