import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

test('members stand in the order of RFC 8785, with no space', () => {
  const value = { '\u20ac': 'Euro', '\r': 'Return', 1: 'One', a: [1, { z: null, b: 1e21 }] };
  expect(canonicalJson(value)).toBe(
    '{"\\r":"Return","1":"One","a":[1,{"b":1e+21,"z":null}],"€":"Euro"}',
  );
});

test('a value has one text, whatever the order of its members, and the text is that value', () => {
  fc.assert(
    fc.property(
      fc.json().map((text): unknown => JSON.parse(text)),
      (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      },
    ),
  );
});

test('what is undefined is left out, and what JSON cannot hold is refused', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  expect(() => canonicalJson({ a: Number.POSITIVE_INFINITY })).toThrow(RangeError);
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member)]);
  return Object.fromEntries(members.reverse());
}
