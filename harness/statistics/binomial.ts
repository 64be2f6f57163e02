/**
 * What counted successes allow to be said. One-sided exact bounds of Clopper and Pearson, "The use
 * of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934).
 */

/** How sure every bound of a set of trials is. */
export const confidence = 0.95;

/**
 * The lowest share of successes that so many of so many trials do not contradict: the share at
 * which as many or more are seen with a probability of 1 − `sure`. 0 to 1; 0 of no trials. Without
 * a miss it is (1 − sure)^(1/trials): 54.9 % of 5, 86.1 % of 20, 95.05 % of 59.
 */
export function leastShare(successes: number, trials: number, sure = confidence): number {
  if (successes <= 0) return 0;
  if (successes >= trials) return (1 - sure) ** (1 / trials);
  let low = 0;
  let high = 1;
  // Each step halves the interval; 60 reach the last bit of a double.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (probabilityOfAtLeast(successes, trials, middle) < 1 - sure) low = middle;
    else high = middle;
  }
  return low;
}

/** How many trials without a single miss show a share, as 59 show 95 %. */
export function trialsToShow(share: number, sure = confidence): number {
  return Math.ceil(Math.log(1 - sure) / Math.log(share) - 1e-9);
}

/** The upper tail of the binomial distribution; `share` lies between 0 and 1, both excluded. */
export function probabilityOfAtLeast(successes: number, trials: number, share: number): number {
  const odds = Math.log(share) - Math.log1p(-share);
  let logTerm = trials * Math.log1p(-share);
  let sum = successes <= 0 ? Math.exp(logTerm) : 0;
  for (let k = 1; k <= trials; k += 1) {
    logTerm += Math.log(trials - k + 1) - Math.log(k) + odds;
    if (k >= successes) sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
