/** Text that may stand in a page as it is. */
export interface Html {
  readonly text: string;
}

/** Builds a page; every value that is not a piece of page itself is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (Html | string | number)[]
) {
  const pieces = values.map((value, index) => inPage(value) + (strings[index + 1] ?? ''));
  return { text: (strings[0] ?? '') + pieces.join('') } satisfies Html;
}

export function join(pieces: readonly Html[]): Html {
  return { text: pieces.map(({ text }) => text).join('\n') };
}

/** A certificate holds words of programs under test, which must not be able to steer a reader. */
function inPage(value: Html | string | number): string {
  if (typeof value === 'object') return value.text;
  return String(value).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
