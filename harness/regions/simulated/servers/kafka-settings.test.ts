import { expect, it } from 'vitest';
import { addressesOf } from '../../embedded/loopback.ts';
import { loadTopology } from '../../load-topology.ts';
import { newAccounts } from '../accounts.ts';
import { brokerSettings } from './kafka-settings.ts';

const addresses = addressesOf(await loadTopology('fixtures/topologies/three-brokers.yaml'), 7);
const site = { addresses, accounts: newAccounts() };
const first = brokerSettings(site, 'us-east-1', 'kafka', '/data');
const third = brokerSettings(site, 'us-east-1', 'kafka-3', '/data');
const alone = brokerSettings(site, 'us-west-2', 'kafka', '/data');

it('is one of three voters, and all know the same', () => {
  const voters = '1@127.10.7.1:9093,2@127.10.7.12:9093,3@127.10.7.13:9093';
  expect(first).toMatchObject({ 'node.id': '1', 'controller.quorum.voters': voters });
  expect(third).toMatchObject({ 'node.id': '3', 'controller.quorum.voters': voters });
  expect(alone['controller.quorum.voters']).toBe('1@127.20.7.1:9093');
});

it('keeps three copies, two of which acknowledge, and lets none lead that lacks records', () => {
  expect(third).toMatchObject({
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'offsets.topic.replication.factor': '3',
    'transaction.state.log.min.isr': '2',
    'unclean.leader.election.enable': 'false',
  });
  expect(alone).toMatchObject({
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
  });
});

it('advertises to each place its own end of the link, by names that all brokers share', () => {
  const names = (settings: Readonly<Record<string, string>>) =>
    settings['advertised.listeners']?.split(',').map((one) => one.split('://')[0]);
  expect(names(third)).toEqual(['LOCAL', 'FROM_9101', 'FROM_9102', 'FROM_9103', 'FROM_9104']);
  expect(names(first)).toEqual(names(third));
  expect(third['advertised.listeners']).toContain('FROM_9102://127.20.7.101:9122');
  expect(third.listeners).toContain('FROM_9102://127.10.7.13:9122');
  expect(third.listeners).toContain('CONTROLLER://127.10.7.13:9093');
});

it('has its controllers log in, and nobody else, where there are several', () => {
  const protocols = third['listener.security.protocol.map']?.split(',') ?? [];
  expect(protocols.filter((one) => one.endsWith(':SASL_PLAINTEXT'))).toEqual([
    'CONTROLLER:SASL_PLAINTEXT',
  ]);
  expect(third['super.users']).toBe(`User:${site.accounts.operator.user}`);
  expect(alone['listener.security.protocol.map']).toContain('CONTROLLER:PLAINTEXT');
  expect(alone).not.toHaveProperty('super.users');
});
