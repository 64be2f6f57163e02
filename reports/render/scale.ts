/** Maps a figure to a place in a picture. */
export type Scale = (value: number) => number;

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1;
  return (value) => range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** For figures that span several powers of ten; what is below the domain is drawn at its foot. */
export function logarithmic(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const inner = linear([Math.log10(domain[0]), Math.log10(domain[1])], range);
  return (value) => inner(Math.log10(Math.max(value, domain[0])));
}

/** Round steps (1, 2 or 5 times a power of ten) inside the domain, about as many as wanted. */
export function ticks(domain: readonly [number, number], wanted: number): readonly number[] {
  return stepped(domain, niceStep((domain[1] - domain[0]) / wanted, 10));
}

/** As ticks, in steps that a clock knows: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10, 15, 30 min, … */
export function timeTicks(domainMs: readonly [number, number], wanted: number): readonly number[] {
  const rough = (domainMs[1] - domainMs[0]) / wanted;
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400];
  const step = steps.find((seconds) => seconds * 1000 >= rough);
  return stepped(domainMs, step === undefined || rough < 500 ? niceStep(rough, 10) : step * 1000);
}

/** As ticks, for bytes: steps of powers of two. */
export function byteTicks(highest: number, wanted: number): readonly number[] {
  return stepped([0, highest], niceStep(Math.max(highest, wanted) / wanted, 2));
}

function niceStep(rough: number, base: 2 | 10): number {
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  if (base === 2) return 2 ** Math.ceil(Math.log2(rough));
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
}

function stepped(domain: readonly [number, number], step: number): readonly number[] {
  const first = Math.ceil(domain[0] / step - 1e-9);
  const last = Math.floor(domain[1] / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}
