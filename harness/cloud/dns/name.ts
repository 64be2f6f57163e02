/**
 * A domain name as it is compared and kept: lower case, no last dot, and the API's octal escapes
 * (`\052` for `*`) undone.
 */
export function canonicalName(name: string): string {
  return name
    .replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/\.$/, '')
    .toLowerCase();
}

/** The name and every name above it, nearest first; the root is left out. */
export function selfAndAncestors(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
