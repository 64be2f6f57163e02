import { z } from 'zod';
import { parseDurationMs, parseShare, parseSizeBytes } from './quantity.ts';

type DurationMs = number & { readonly unit: 'ms' };
type SizeBytes = number & { readonly unit: 'bytes' };

function quantity<T extends number>(parse: (text: string) => number | undefined, like: string) {
  return z
    .string({ error: `expected ${like}` })
    .refine((text) => parse(text) !== undefined, { error: `expected ${like}` })
    .transform((text) => parse(text) as T);
}

/** `30 s`; a section hands it on in milliseconds, under its name with `Ms` at the end. */
export const duration = quantity<DurationMs>(
  parseDurationMs,
  'a duration with a unit, such as "30 s" (ms, s, min, h, d, y)',
);

/** `80 MB`; a section hands it on in bytes, under its name with `Bytes` at the end. */
export const size = quantity<SizeBytes>(
  parseSizeBytes,
  'a size with a unit, such as "80 MB" (B, kB, MB, GB, KiB, MiB, GiB)',
);

/** `99.99 %`, handed on as a ratio from 0 to 1. */
export const share = quantity<number>(parseShare, 'a share from "0 %" to "100 %"');

/** A threshold: `5 s` in milliseconds, `90 %` as a ratio; what it is compared with has the unit. */
export const limit = quantity<number>(
  (text) => parseDurationMs(text) ?? parseShare(text),
  'a limit, such as "5 s" or "90 %"',
);

type Named<K, V> = K extends string
  ? IsExact<NonNullable<V>, DurationMs> extends true
    ? `${K}Ms`
    : IsExact<NonNullable<V>, SizeBytes> extends true
      ? `${K}Bytes`
      : K
  : never;
type IsExact<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Plain<V> = V extends number ? number : V;
type Values<S extends z.ZodRawShape> = { [K in keyof S]: z.output<S[K]> };
type OptionalKeys<V> = { [K in keyof V]: undefined extends V[K] ? K : never }[keyof V];
type Section<V> = {
  readonly [K in Exclude<keyof V, OptionalKeys<V>> as Named<K, V[K]>]: Plain<V[K]>;
} & {
  readonly [K in OptionalKeys<V> as Named<K, V[K]>]?: Plain<Exclude<V[K], undefined>>;
};

function nameOf(key: string, schema: unknown): string {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (inner === duration) return `${key}Ms`;
  if (inner === size) return `${key}Bytes`;
  return key;
}

/** A part of the plan: unknown keys are refused, and every quantity says its unit in its name. */
export function section<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape).transform((values): Section<Values<S>> => {
    const renamed = Object.entries(values).map(([key, value]) => [nameOf(key, shape[key]), value]);
    return Object.fromEntries(renamed) as Section<Values<S>>;
  });
}
