import type { Journal } from '../journal/index.ts';
import type { Noise } from './judged.ts';
import { mean } from './statistics.ts';

/** Every sampled figure, by what it is of and where: how quiet the host and the stores were. */
export function noiseOf(journal: Journal): Noise[] {
  const groups = new Map<string, { of: string; at: string; values: number[] }>();
  for (const { of, at, value } of journal.samples) {
    const key = `${of}\n${at}`;
    const group = groups.get(key) ?? { of, at, values: [] };
    if (group.values.length === 0) groups.set(key, group);
    group.values.push(value);
  }
  return [...groups.values()].map(({ of, at, values }) => ({
    of,
    at,
    samples: values.length,
    mean: mean(values),
    max: values.reduce((a, b) => Math.max(a, b)),
  }));
}
