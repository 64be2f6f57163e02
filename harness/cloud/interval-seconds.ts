/** An interval in the API's unit. Throws RangeError for one that Route 53 does not have. */
export function intervalSeconds(name: string, everyMs: number): number {
  if (everyMs === 10_000 || everyMs === 30_000) return everyMs / 1000;
  throw new RangeError(`dns: ${name} every ${everyMs} ms: Route 53 checks every 10 s or 30 s`);
}
