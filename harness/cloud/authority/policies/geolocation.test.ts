import { expect, test } from 'vitest';
import type { RecordSet } from '../../route53/zone.ts';
import { chooseRecord } from './choose-record.ts';

type Area = NonNullable<RecordSet['geoLocation']>;
const record = (id: string, geoLocation: Area): RecordSet => ({
  name: 'api.semantest.test',
  type: 'A',
  ttl: 5,
  values: [id],
  setIdentifier: id,
  healthCheckId: id,
  geoLocation,
});
const canada = record('canada', { country: 'CA' });
const america = record('america', { continent: 'NA' });
const europe = record('europe', { continent: 'EU' });
const rest = record('rest', { country: '*' });
const all = [rest, america, europe, canada];
const toronto = { continent: 'NA', country: 'CA' };
const boston = { continent: 'NA', country: 'US' };
const mumbai = { continent: 'AS', country: 'IN' };

function chosen(
  records: readonly RecordSet[],
  location: typeof boston | undefined,
  unhealthy: readonly string[] = [],
) {
  const isHealthy = (id: string) => !unhealthy.includes(id);
  const context = { location, isHealthy, targetsOf: () => [], random: () => 0 };
  return chooseRecord(records, context)?.setIdentifier;
}

test.each([
  ['a country before its continent', all, toronto, 'canada'],
  ['a continent before the default', all, boston, 'america'],
  ['the default for a continent that has no record', all, mumbai, 'rest'],
  ['the default for who is nowhere known', all, undefined, 'rest'],
  ['no answer without a default', [america, europe, canada], mumbai, undefined],
  ['no answer for who is nowhere known without a default', [america], undefined, undefined],
])('%s', (_, records, from, expected) => expect(chosen(records, from)).toBe(expected));

test.each([
  ['the next larger area', ['canada'], 'america'],
  ['the default at last', ['canada', 'america'], 'rest'],
  ['with none healthy the smallest area', ['canada', 'america', 'rest'], 'canada'],
])('unhealthy records are left out: %s', (_, unhealthy, expected) =>
  expect(chosen(all, toronto, unhealthy)).toBe(expected),
);

test('another continent is no way out', () => {
  expect(chosen([america, europe], boston, ['america'])).toBe('america');
});

test('a state of a country is an error, not a guess', () => {
  const california = record('california', { country: 'US', subdivision: 'CA' });
  expect(() => chosen([...all, california], boston)).toThrow(/policy is not emulated/);
});
