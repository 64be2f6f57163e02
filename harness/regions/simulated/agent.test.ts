import { expect, it } from 'vitest';
import { buildAgent } from './agent.ts';

const token = 'secret';
const authorization = `Bearer ${token}`;

/** An agent whose service runs so many times, and what it made follow whom. */
function rig(instances = 1) {
  const followed: string[] = [];
  const agent = buildAgent({
    region: 'us-east-1',
    token,
    others: ['us-west-2', 'eu-west-1'],
    follow: async (leader) => {
      followed.push(leader);
      return 'rewound';
    },
    standAlone: async () => 'it is all there is',
    machine: { capacity: async () => ({ cpu: 0.5, memory: 0.25, instances }) },
  });
  const post = async (path: string, body: object) => {
    const headers = { authorization };
    const { statusCode, payload } = await agent.inject({ method: 'POST', path, headers, body });
    return [statusCode, JSON.parse(payload)];
  };
  return { agent, followed, post };
}

it.each([
  ['GET', '/capacity'],
  ['POST', '/scale'],
  ['POST', '/rejoin'],
  ['POST', '/control-store/alone'],
] as const)('answers %s %s to nobody without its token', async (method, path) => {
  const { agent, followed } = rig();
  const body = { leader: 'us-west-2' };
  for (const headers of [{}, { authorization: 'Bearer other' }]) {
    const sent = method === 'POST' ? { body } : {};
    expect((await agent.inject({ method, path, headers, ...sent })).statusCode).toBe(401);
  }
  expect(followed).toEqual([]);
});

it('tells the capacity of its service’s machine', async () => {
  const { agent } = rig();
  const answer = await agent.inject({ path: '/capacity', headers: { authorization } });
  expect(answer.json()).toEqual({ cpu: 0.5, memory: 0.25, instances: 1 });
});

it('has no second machine, and says so', async () => {
  const { post } = rig();
  expect(await post('/scale', { instances: 1 })).toEqual([200, { instances: 1 }]);
  const [status, said] = await post('/scale', { instances: 2 });
  expect([status, said.error]).toEqual([409, expect.stringMatching(/us-east-1 has one machine/)]);
  expect((await rig(0).post('/scale', { instances: 1 }))[0]).toBe(409);
});

it('says what it took to stand alone', async () => {
  const answer = [200, { how: 'it is all there is' }];
  expect(await rig().post('/control-store/alone', {})).toEqual(answer);
});

it('makes its database follow another region, and no other place', async () => {
  const { post, followed } = rig();
  expect(await post('/rejoin', { leader: 'us-west-2' })).toEqual([200, { how: 'rewound' }]);
  for (const leader of ['us-east-1', 'mars']) {
    expect((await post('/rejoin', { leader }))[0]).toBe(400);
  }
  expect((await post('/scale', { instances: 0 }))[0]).toBe(400);
  expect(followed).toEqual(['us-west-2']);
});
