/** Stretches of this length are sorted one by one before they are merged. */
const shortStretch = 16;

export function isAscending(keys: Float64Array, length: number): boolean {
  for (let i = 1; i < length; i += 1)
    if ((keys[i - 1] as number) > (keys[i] as number)) return false;
  return true;
}

/**
 * Places of the first `length` keys in ascending order; equal keys stay as they came. A merge sort
 * that touches only what overlaps: operations are written in the order of their ends, so their
 * starts are nearly in order and the cost is nearly one pass. Four to six bytes a key.
 */
export function timeOrder(keys: Float64Array, length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i += 1) order[i] = i;
  for (let from = 0; from < length; from += shortStretch)
    insertEach(keys, order, from, Math.min(length, from + shortStretch));
  for (let width = shortStretch; width < length; width *= 2)
    for (let from = 0; from + width < length; from += 2 * width)
      merge(keys, order, from, from + width, Math.min(length, from + 2 * width));
  return order;
}

function insertEach(keys: Float64Array, order: Uint32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i += 1) {
    const place = order[i] as number;
    const key = keys[place] as number;
    let into = i;
    for (; into > from && keyAt(keys, order, into - 1) > key; into -= 1)
      order[into] = order[into - 1] as number;
    order[into] = place;
  }
}

/** Merges the sorted [from, middle) and [middle, to). */
function merge(keys: Float64Array, order: Uint32Array, from: number, middle: number, to: number) {
  if (keyAt(keys, order, middle - 1) <= keyAt(keys, order, middle)) return;
  const first = firstAbove(keys, order, from, middle, keyAt(keys, order, middle));
  const lower = order.slice(first, middle);
  let low = 0;
  let high = middle;
  let into = first;
  while (low < lower.length && high < to) {
    const isHigher = keyAt(keys, lower, low) > keyAt(keys, order, high);
    order[into] = (isHigher ? order[high] : lower[low]) as number;
    if (isHigher) high += 1;
    else low += 1;
    into += 1;
  }
  order.set(lower.subarray(low), into);
}

function firstAbove(
  keys: Float64Array,
  order: Uint32Array,
  from: number,
  to: number,
  key: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyAt(keys, order, middle) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function keyAt(keys: Float64Array, order: Uint32Array, index: number): number {
  return keys[order[index] as number] as number;
}
