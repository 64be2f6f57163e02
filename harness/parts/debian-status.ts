/** Fields that say a package is there, and none that could make the set look broken. */
const presence = ['Package', 'Status', 'Architecture', 'Multi-Arch', 'Version', 'Provides'];

/**
 * A dpkg status in which the installed packages are there but ask for nothing, and `wanted` are
 * not: apt then fetches these, and of their dependencies just what the machine lacks, even while
 * the machine's own packages are being changed.
 */
export function thinStatus(status: string, wanted: readonly string[]): string {
  return status
    .split(/\n\n+/)
    .map(fieldsOf)
    .filter((fields) => fields.get('Status')?.endsWith(' installed'))
    .filter((fields) => !wanted.includes(fields.get('Package') ?? ''))
    .map((fields) => presence.flatMap((name) => lineOf(fields, name)).join('\n'))
    .map((stanza) => `${stanza}\n\n`)
    .join('');
}

function fieldsOf(stanza: string): Map<string, string> {
  return new Map(
    stanza
      .replaceAll(/\n[ \t]+/g, ' ')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

function lineOf(fields: Map<string, string>, name: string): string[] {
  const value = fields.get(name);
  return value ? [`${name}: ${value}`] : [];
}
