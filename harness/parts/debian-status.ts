/** Fields that say a package is there, and none that could make the set look broken. */
const presence = ['Package', 'Status', 'Architecture', 'Multi-Arch', 'Version', 'Provides'];

/** Java finds its libraries beside each other, not through the machine's loader. */
const isJavaLibrary = (name: string): boolean => /^lib.*-java$/.test(name);

/**
 * A dpkg status in which the installed packages are there but ask for nothing, and `wanted` are
 * not: apt then fetches these, and of their dependencies just what the machine lacks, even while
 * the machine's own packages are being changed. Libraries of Java are never taken from the machine.
 */
export function thinStatus(status: string, wanted: readonly string[]): string {
  return status
    .split(/\n\n+/)
    .map(fieldsOf)
    .filter((fields) => fields.get('Status')?.endsWith(' installed'))
    .filter((fields) => {
      const name = fields.get('Package') ?? '';
      return !wanted.includes(name) && !isJavaLibrary(name);
    })
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
