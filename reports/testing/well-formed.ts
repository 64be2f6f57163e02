/**
 * The elements of an XML document in the order in which they begin, with their attributes. Throws
 * where it is not well-formed: a tag without its end, a bare sign, an attribute given twice.
 */
export function xmlElements(xml: string): { name: string; attributes: Map<string, string> }[] {
  const elements: { name: string; attributes: Map<string, string> }[] = [];
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  let at = 0;
  for (const tag of body.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g)) {
    requireText(body.slice(at, tag.index), open.length > 0);
    at = tag.index + tag[0].length;
    const [, isEnd, name = '', told = '', isEmpty] = tag;
    if (isEnd) {
      const begun = open.pop();
      if (begun !== name) throw new Error(`</${name}> ends <${begun}>`);
      continue;
    }
    elements.push({ name, attributes: attributesOf(told) });
    if (!isEmpty) open.push(name);
  }
  requireText(body.slice(at), false);
  if (open.length > 0) throw new Error(`<${open.join('> <')}> never end`);
  return elements;
}

function attributesOf(told: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, key = '', value = ''] of told.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (attributes.has(key)) throw new Error(`${key} is given twice`);
    requireText(value, true);
    attributes.set(key, value);
  }
  return attributes;
}

function requireText(text: string, isAllowed: boolean): void {
  if (!isAllowed && text.trim() !== '') throw new Error(`text outside: ${text}`);
  if (/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text)) throw new Error(`bare sign: ${text}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new Error(`a sign that XML does not have: ${JSON.stringify(text)}`);
}
