import { expect, it } from 'vitest';
import { refusalOf } from './kafka.ts';

it.each([
  ['rules that may be changed', 0, true, undefined],
  ['rules that may only be read', 0, false, /change its access rules.*Alter/],
  ['rules that may not be read', 31, false, /read its access rules.*Describe/],
  ['no authorizer, where all may do all', 54, true, /no authorizer.*authorizer\.class\.name/],
])('%s', (_, errorCode, mayChange, why) => {
  const refusal = refusalOf(errorCode, mayChange);
  if (why) expect(refusal).toMatch(why);
  else expect(refusal).toBeUndefined();
});

it('does not take another error for a refusal', () => {
  expect(() => refusalOf(41, true)).toThrow('Kafka answered with error 41');
});
