const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A duration in milliseconds as a person says it; no end is `∞`. */
export function duration(ms: number): string {
  if (Number.isNaN(ms)) return '?';
  if (ms === Number.POSITIVE_INFINITY) return '∞';
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms < 0.5) return '0 s';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 3 * minute - 50) return `${trim(ms / second)} s`;
  const whole = Math.round(ms / second) * second;
  if (whole < 2 * hour) return pair(whole / minute, 'min', 's');
  return pair(whole / hour, 'h', 'min');
}

function trim(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function pair(value: number, unit: string, part: string): string {
  const whole = Math.floor(value + 1e-9);
  const rest = Math.floor((value - whole) * 60 + 1e-6);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${part}`;
}

/** A moment relative to t0, with its sign. */
export function moment(ms: number): string {
  if (!Number.isFinite(ms)) return ms > 0 ? 'never' : '?';
  if (Math.abs(ms) < 0.5) return '0 s';
  return ms < 0 ? duration(ms) : `+${duration(ms)}`;
}

/** Bytes in the binary units of a computer's memory. */
export function bytes(count: number): string {
  if (!Number.isFinite(count)) return count > 0 ? '∞' : '?';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), units.length - 1);
  const value = count / 1024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

/** A whole number with its thousands set apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '?';
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `7 writes`, `1 write`, `no writes`. */
export function count(value: number, noun: string): string {
  if (value === 0) return `no ${noun}s`;
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** An interval of counts: `7` when its ends meet, `7 to 9` otherwise. */
export function interval(low: number, high: number): string {
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

/** A part of a whole, 0 to 1, never rounded up to a whole it is not. */
export function share(part: number): string {
  if (!Number.isFinite(part)) return '?';
  const percent = part * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${Math.min(99.99, percent).toFixed(percent > 99 ? 2 : 1)} %`;
}

/** A part of a whole with as many nines as it has, up to 99.9999 %; never rounded up. */
export function nines(part: number): string {
  if (!Number.isFinite(part)) return '?';
  // A product such as 0.99995 * 100 lies a hair beside what was meant.
  return `${Math.floor(part * 1_000_000 + 1e-6) / 10_000} %`;
}
