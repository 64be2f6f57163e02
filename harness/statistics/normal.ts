/**
 * Probability of at least this many standard deviations from the mean, on either side. The
 * rational approximation of erfc with a relative error below 1.2e-7 everywhere (Press et al.,
 * "Numerical Recipes", 2nd ed., § 6.2). `deviations` is not negative.
 */
export function normalTwoSided(deviations: number): number {
  const z = deviations / Math.SQRT2;
  const t = 1 / (1 + z / 2);
  const polynomial = COEFFICIENTS.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-z * z + polynomial);
}

const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
