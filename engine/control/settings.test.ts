import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
import { brokersFrom } from '../ports/endpoints.ts';
import { isLoopback } from '../surface/access.ts';
import { nowhere } from '../surface/testing/nowhere.ts';
import { endpointsFrom } from './settings.ts';

it('listens where this host alone can reach it, unless told otherwise', () => {
  const plan = loadPlan('fixtures/plans/semantest.yaml');
  const told = nowhere({ host: '10.0.0.1', port: 1 }, 'p');
  expect(endpointsFrom(JSON.stringify(told), plan).listen).toEqual({ host: '10.0.0.1', port: 1 });
  const untold = endpointsFrom(JSON.stringify({ ...told, listen: undefined }), plan);
  expect(isLoopback(untold.listen.host)).toBe(true);
});

it('takes several brokers of a region, and no stranger among them', () => {
  const plan = loadPlan('fixtures/plans/semantest.yaml');
  const told = nowhere({ host: '10.0.0.1', port: 1 }, 'p');
  const [a, b] = [
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
  ];
  const kafka = { seenFrom: { '*': a }, others: [{ '*': b }] };
  const first = { ...told.regions['us-east-1'], kafka };
  const regions = { ...told.regions, 'us-east-1': first };
  const found = endpointsFrom(JSON.stringify({ ...told, regions }), plan);
  const east = found.regions['us-east-1'];
  expect(east && brokersFrom('us-west-2', east.kafka)).toEqual([a, b]);
  const strange = { ...first, kafka: { ...kafka, others: [{ '*': 'b:2' }] } };
  const wrong = JSON.stringify({ ...told, regions: { ...regions, 'us-east-1': strange } });
  expect(() => endpointsFrom(wrong, plan)).toThrow(/us-east-1\.kafka\.others\.0/);
});
