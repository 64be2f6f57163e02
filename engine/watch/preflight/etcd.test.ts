import { expect, it } from 'vitest';
import { flawIn } from './etcd.ts';

it.each([
  ['{"etcdserver":"3.5.16","etcdcluster":"3.5.0"}', undefined],
  ['{"etcdserver":"3.4.0","etcdcluster":"3.4.0"}', undefined],
  ['{"etcdserver":"3.3.27","etcdcluster":"3.3.0"}', /is etcd 3\.3\.27, and 3\.4 is the oldest/],
  ['{}', undefined],
])('of %s says %s', (text, why) => {
  const flaw = flawIn(text);
  if (why) expect(flaw).toMatch(why);
  else expect(flaw).toBeUndefined();
});

it('knows nothing of what is no answer of etcd', () => {
  expect(() => flawIn('<html>')).toThrow(SyntaxError);
});
