import { median } from './median.ts';
import { type TwoGroups, twoGroups } from './two-groups.ts';

/** Where values lie. `infinity` stands for ∞, which JSON cannot hold. */
export interface Distribution {
  readonly values: number;
  readonly min: Figure;
  readonly median: Figure;
  readonly max: Figure;
  /** How many are ∞, if any: a group of their own, whatever the others do. */
  readonly never?: number;
  /** Present if the finite ones are in two groups, so that a median between them says little. */
  readonly groups?: TwoGroups;
}

export type Figure = number | 'infinity';

/** Undefined of nothing. A gap narrower than `leastGap` makes no groups. */
export function distributionOf(
  values: readonly number[],
  leastGap: number,
): Distribution | undefined {
  const middle = median(values);
  if (middle === undefined) return undefined;
  const groups = twoGroups(values, leastGap);
  const never = values.filter((value) => value === Number.POSITIVE_INFINITY).length;
  return {
    values: values.length,
    min: figure(values.reduce((a, b) => Math.min(a, b))),
    median: figure(middle),
    max: figure(values.reduce((a, b) => Math.max(a, b))),
    ...(never > 0 ? { never } : {}),
    ...(groups ? { groups } : {}),
  };
}

function figure(value: number): Figure {
  return value === Number.POSITIVE_INFINITY ? 'infinity' : value;
}
