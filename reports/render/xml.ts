import { visible } from './markup.ts';

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text that may stand in XML 1.0, in an element or in an attribute of double quotes. */
export function xmlText(text: string): string {
  return visible(text.toWellFormed())
    .replace(/[\ufffe\uffff]/g, '�')
    .replace(/[&<>"\n\t]/g, (sign) => signs[sign] ?? sign);
}

/** An element with its attributes and, each on a line, what stands in it. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...content: readonly string[]
): string {
  const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(`${value}`)}"`);
  const open = `<${name}${told.join('')}`;
  return content.length === 0 ? `${open}/>` : `${open}>\n${content.join('\n')}\n</${name}>`;
}
