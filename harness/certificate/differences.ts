/** Where two values of JSON differ, a line each: the place, and what stands there in either. */
export function differences(stated: unknown, found: unknown, path = ''): string[] {
  if (Object.is(stated, found)) return [];
  if (isObject(stated) && isObject(found) && Array.isArray(stated) === Array.isArray(found)) {
    const names = [...new Set([...Object.keys(stated), ...Object.keys(found)])];
    return names.flatMap((name) =>
      differences(stated[name], found[name], path === '' ? name : `${path}.${name}`),
    );
  }
  return [`${path}: it says ${short(stated)}, the journals say ${short(found)}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
