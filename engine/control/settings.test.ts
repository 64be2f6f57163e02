import { expect, it } from 'vitest';
import { loadPlan } from '../plan/load.ts';
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
