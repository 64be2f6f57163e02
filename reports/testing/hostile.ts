/** What a program under test might say to steer whoever reads a report of it. */
export const hostile = [
  `"'><script>alert(1)</script><img src=x onerror=alert(1)>`,
  '&amp;]]>|`',
  '\u0000\ufffe\ud800',
].join('');

/** The value with that added to every text but those whose words are the judge's own. */
export function poisoned<T>(value: T, key = ''): T {
  return poison(value, key) as T;
}

const own = new Set([
  'verdict',
  'kind',
  'phase',
  'source',
  'of',
  'event',
  'profile',
  'origin',
  'rtoMs',
  'type',
  'outcome',
  'startedAt',
  'expectation',
]);

function poison(value: unknown, key: string): unknown {
  if (typeof value === 'string') return own.has(key) ? value : `${value}${hostile}`;
  if (Array.isArray(value)) return value.map((each) => poison(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, poison(each, name)]),
  );
}
