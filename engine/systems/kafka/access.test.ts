import { expect, it } from 'vitest';
import { accessRules, accessRulesError, mayChangeRules, ownRights } from './access.ts';

it('asks for the rules of the cluster, and for its own rights without any topic', () => {
  expect(accessRules.body.toString('hex')).toBe('04' + 'ffff' + '01' + 'ffff' + 'ffff' + '0101');
  expect(ownRights.body.toString('hex')).toBe('00000000' + '00' + '01' + '00');
});

it('reads the error behind the throttle time', () => {
  const reply = Buffer.from('00000000' + '0036' + 'ffff' + '00000000', 'hex');
  expect(accessRulesError(reply)).toBe(54);
});

it.each([
  ['all', 0b1111_1111_1000, true],
  ['Describe alone', 1 << 8, false],
  ['nothing', 0, false],
])('with the right to %s rules may be changed or not', (_, rights, may) => {
  const reply = Buffer.alloc(30);
  reply.writeInt32BE(rights, 26);
  expect(mayChangeRules(reply)).toBe(may);
});
