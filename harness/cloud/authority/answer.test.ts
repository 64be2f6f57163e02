import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RecordSet } from '../route53/zone.ts';
import { answerQuestion } from './answer.ts';
import { indexZone } from './zone-index.ts';

const record = (it: Partial<RecordSet> & Pick<RecordSet, 'name' | 'type'>): RecordSet => ({
  ttl: 5,
  values: [],
  ...it,
});
const soa = 'ns-2048.awsdns-64.com. hostmaster.example.com. 1 7200 900 1209600 60';
const side = (failover: 'PRIMARY' | 'SECONDARY', value: string): RecordSet =>
  record({
    name: 'api.semantest.test',
    type: 'A',
    values: [value],
    setIdentifier: value,
    failover,
    healthCheckId: failover,
  });
/** A failover of a failover: the pair above comes first, and then a region of last resort. */
const nested = (failover: 'PRIMARY' | 'SECONDARY', it: Partial<RecordSet>): RecordSet =>
  record({ name: 'nested.semantest.test', type: 'A', setIdentifier: failover, failover, ...it });
const alias = (name: string, evaluateHealth = true) => ({
  ttl: 0,
  alias: { name, evaluateHealth },
});
const zone = indexZone({
  name: 'semantest.test',
  healthChecks: [],
  records: [
    record({ name: 'semantest.test', type: 'SOA', ttl: 900, values: [soa] }),
    record({ name: 'semantest.test', type: 'NS', values: ['ns1.example.'] }),
    side('PRIMARY', '10.0.0.1'),
    side('SECONDARY', '10.0.0.2'),
    record({ name: 'www.semantest.test', type: 'CNAME', values: ['api.semantest.test.'] }),
    record({ name: 'a.b.semantest.test', type: 'TXT', values: ['"one" "t\\"wo"'] }),
    record({ name: '*.wild.semantest.test', type: 'A', values: ['10.0.0.9'] }),
    record({ name: 'w.semantest.test', type: 'A', setIdentifier: 'x' }),
    nested('PRIMARY', alias('api.semantest.test')),
    nested('SECONDARY', { values: ['10.0.0.3'], healthCheckId: 'LAST' }),
    record({ name: 'same.semantest.test', type: 'A', ...alias('nested.semantest.test') }),
    record({ name: 'bucket.semantest.test', type: 'A', ...alias('s3.amazonaws.com') }),
    record({ name: 'round.semantest.test', type: 'A', ...alias('round.semantest.test') }),
  ],
});
const ask = (name: string, type: string, healthy: readonly string[] = ['PRIMARY', 'SECONDARY']) =>
  answerQuestion(
    zone,
    { name, type: type as 'A' },
    { location: undefined, random: () => 0, isHealthy: (id) => healthy.includes(id) },
  );
const dataOf = (reply: ReturnType<typeof ask>) =>
  reply.answers?.map((answer) => ('data' in answer ? answer.data : undefined));

describe('failover policy', () => {
  test.each([
    [['PRIMARY', 'SECONDARY'], '10.0.0.1'],
    [['PRIMARY'], '10.0.0.1'],
    [['SECONDARY'], '10.0.0.2'],
    [[], '10.0.0.1'],
  ])('with %j healthy answers %s', (healthy, address) => {
    const reply = ask('api.semantest.test', 'A', healthy);
    expect(dataOf(reply)).toEqual([address]);
    expect(reply).toMatchObject({ rcode: 'NOERROR', authoritative: true });
    expect(reply.answers?.[0]).toMatchObject({ ttl: 5, name: 'api.semantest.test' });
  });

  test('always answers exactly one record, never an unhealthy one while another is healthy', () => {
    fc.assert(
      fc.property(fc.subarray(['PRIMARY', 'SECONDARY']), (healthy) => {
        const [given, ...more] = dataOf(ask('api.semantest.test', 'A', healthy)) ?? [];
        expect(more).toEqual([]);
        const id = given === '10.0.0.1' ? 'PRIMARY' : 'SECONDARY';
        expect(healthy.length === 0 || healthy.includes(id)).toBe(true);
      }),
    );
  });
});

describe('an alias of records in the zone', () => {
  test.each([
    [['PRIMARY', 'SECONDARY', 'LAST'], '10.0.0.1'],
    [['SECONDARY', 'LAST'], '10.0.0.2'],
    [['LAST'], '10.0.0.3'],
    [[], '10.0.0.1'],
  ])('with %j healthy a failover of a failover answers %s', (healthy, address) => {
    for (const name of ['nested.semantest.test', 'same.semantest.test']) {
      const reply = ask(name, 'A', healthy);
      expect(dataOf(reply)).toEqual([address]);
      expect(reply.answers?.[0]).toMatchObject({ name, ttl: 5 });
    }
  });

  test('one that does not evaluate what it names is healthy whatever that is', () => {
    const records = [nested('PRIMARY', alias('api.semantest.test', false))];
    const secondary = nested('SECONDARY', { values: ['10.0.0.3'], healthCheckId: 'LAST' });
    const careless = indexZone({
      name: 'semantest.test',
      healthChecks: [],
      records: [...records, secondary, side('PRIMARY', '10.0.0.1'), side('SECONDARY', '10.0.0.2')],
    });
    const isHealthy = (id: string) => id === 'LAST';
    const sight = { location: undefined, random: () => 0, isHealthy };
    const question = { name: 'nested.semantest.test', type: 'A' } as const;
    expect(dataOf(answerQuestion(careless, question, sight))).toEqual(['10.0.0.1']);
  });

  test.each([
    ['bucket.semantest.test', /no record set of this zone/],
    ['round.semantest.test', /leads to no end/],
  ])('%s is an error, not a guess', (name, why) => {
    expect(() => ask(name, 'A')).toThrow(why);
  });

  test('of a type that it has none of is NODATA', () => {
    expect(ask('nested.semantest.test', 'AAAA')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });
});

describe('what is not there', () => {
  test('a name that does not exist is NXDOMAIN, with the SOA at its negative TTL', () => {
    const reply = ask('none.semantest.test', 'A');
    expect(reply).toMatchObject({ rcode: 'NXDOMAIN', authoritative: true, answers: [] });
    expect(reply.authorities?.[0]).toMatchObject({ type: 'SOA', ttl: 60, data: { minimum: 60 } });
  });

  test.each([
    ['api.semantest.test', 'AAAA'],
    ['api.semantest.test', 'UNKNOWN_65'],
    ['b.semantest.test', 'A'],
  ])('%s %s is NODATA: the name exists, the type does not', (name, type) => {
    const reply = ask(name, type);
    expect(reply).toMatchObject({ rcode: 'NOERROR', answers: [] });
    expect(reply.authorities?.[0]).toMatchObject({ type: 'SOA' });
  });

  test.each([
    ['example.com', 'A'],
    ['notsemantest.test', 'A'],
    ['semantest.test', 'AXFR'],
  ])('%s %s is refused', (name, type) => expect(ask(name, type).rcode).toBe('REFUSED'));

  test('a policy that is not emulated is an error, not a guess', () => {
    expect(() => ask('w.semantest.test', 'A')).toThrow(/routing policy is not emulated/);
  });
});

describe('simple records', () => {
  test('names are compared without case, and given back as asked', () => {
    expect(ask('API.Semantest.test', 'A').answers?.[0]).toMatchObject({
      name: 'API.Semantest.test',
    });
  });

  test('a CNAME is followed inside the zone', () => {
    expect(dataOf(ask('www.semantest.test', 'A'))).toEqual(['api.semantest.test', '10.0.0.1']);
    expect(dataOf(ask('www.semantest.test', 'CNAME'))).toEqual(['api.semantest.test']);
  });

  test('a CNAME to a type that is not there is NODATA with the alias and the SOA', () => {
    const reply = ask('www.semantest.test', 'AAAA');
    expect(dataOf(reply)).toEqual(['api.semantest.test']);
    expect(reply.authorities).toHaveLength(1);
  });

  test('a wildcard answers for names below it, under the name asked', () => {
    const reply = ask('x.y.wild.semantest.test', 'A');
    expect(reply.answers?.[0]).toMatchObject({ name: 'x.y.wild.semantest.test', data: '10.0.0.9' });
  });

  test('SOA, NS and quoted text are read from the zone-file notation', () => {
    expect(dataOf(ask('semantest.test', 'SOA'))).toMatchObject([{ serial: 1, expire: 1209600 }]);
    expect(dataOf(ask('semantest.test', 'NS'))).toEqual(['ns1.example']);
    expect(dataOf(ask('a.b.semantest.test', 'TXT'))).toEqual([['one', 't"wo']]);
  });
});
