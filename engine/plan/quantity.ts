const durationMs = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, y: 31_536_000_000 };
const sizeBytes = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

function parse(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ([A-Za-z]+)$/.exec(text) ?? [];
  const factor = unit === undefined || !Object.hasOwn(units, unit) ? undefined : units[unit];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** `30 s` → 30000 milliseconds; a year is 365 days. Undefined if it is no duration. */
export function parseDurationMs(text: string): number | undefined {
  return parse(text, durationMs);
}

/** `80 MB` → 80000000 bytes, `16 MiB` → 16777216. Undefined if it is no size. */
export function parseSizeBytes(text: string): number | undefined {
  return parse(text, sizeBytes);
}

/** `99.99 %` → 0.9999. Undefined if it is no share between 0 and 100 %. */
export function parseShare(text: string): number | undefined {
  const [, amount] = /^(\d+(?:\.\d+)?) %$/.exec(text) ?? [];
  if (amount === undefined || Number(amount) > 100) return undefined;
  return Number(amount) / 100;
}

/** In the largest unit that needs no fraction; below a millisecond, three digits. */
export function formatDuration(ms: number): string {
  const exactMs = Math.round(ms * 1000) / 1000;
  for (const [unit, factor] of Object.entries(durationMs).reverse()) {
    if (exactMs > 0 && exactMs % factor === 0) return `${exactMs / factor} ${unit}`;
  }
  return `${exactMs} ms`;
}
