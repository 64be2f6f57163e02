import { expect, test } from 'vitest';
import { html, visible } from './markup.ts';

test('every value is escaped, also within an attribute, and markup only once', () => {
  const hostile = `"'><script>alert(1)</script>&\``;
  const inner = html`<b title="${hostile}">${[hostile]}</b>`;
  const escaped = '&#34;&#39;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;&#96;';
  expect(html`<p>${inner}</p>`.text).toBe(`<p><b title="${escaped}">${escaped}</b></p>`);
});

test('what is absent leaves nothing, and a zero stays', () => {
  expect(html`${null}${undefined}${false}${''}${0}`.text).toBe('0');
});

test('control signs and direction overrides become visible', () => {
  expect(visible('a\u001b[31mb\u0000\u202ec\u0085d\te\nf')).toBe('a�[31mb��c�d\te\nf');
});
