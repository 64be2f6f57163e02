const thousand = 1_000;
/** Times a thousand these are still exact. */
const plainBelow = 2 ** 53 / thousand;
const lastDigits = Array.from({ length: thousand }, (_, i) => `${i}`.padStart(3, '0'));
const decimals = lastDigits.map((digits, i) => (i === 0 ? '' : `.${digits.replace(/0+$/, '')}`));

/**
 * A number as JSON has it, put together from kept digits if it has three decimals at most. Every
 * other number made text is kept by the engine's cache for a while, and so outlives collections:
 * at full speed they took several milliseconds each for that.
 */
export function numberText(value: number): string {
  const thousandths = Math.round(value * thousand);
  const isPlain = value >= 0 && value < plainBelow && thousandths / thousand === value;
  if (!isPlain) return `${value}`;
  const whole = Math.floor(thousandths / thousand);
  return wholeText(whole) + decimals[thousandths - whole * thousand];
}

function wholeText(whole: number): string {
  const thousands = Math.floor(whole / thousand);
  return thousands === 0 ? `${whole}` : `${thousands}${lastDigits[whole - thousands * thousand]}`;
}
