import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { expect, it } from 'vitest';
import { controlKeys } from '../../plan/control-keys.ts';
import { loadPlan } from '../../plan/load.ts';
import { systemClock as clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { storeInProcess } from '../../testing/store-in-process.ts';
import type { Failover } from '../failover.ts';
import { reroute } from './reroute.ts';

const whole = loadPlan('fixtures/plans/semantest.yaml');
const propagation = { ...whole.dns.propagation, everyMs: 100, withinMs: 300 };
const plan = { ...whole, dns: { ...whole.dns, propagation } };
const records = { 'us-east-1': '127.10.0.1', 'us-west-2': '127.20.0.1' };
const signal = new AbortController().signal;

/** A resolver that gives one address for every name, or hears and says nothing. */
async function resolver(stack: AsyncDisposableStack, data: string | undefined): Promise<Address> {
  const socket = createSocket('udp4');
  stack.defer(() => void socket.close());
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = decode(message);
    const name = questions[0]?.name ?? '';
    const answers = [{ type: 'A' as const, name, data: data ?? '' }];
    if (data)
      socket.send(encode({ type: 'response', id: id ?? 0, questions, answers }), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { host: '127.0.0.1', port: socket.address().port };
}

/** The step of a failover from us-east-1 to us-west-2, which every vantage sees but for one. */
async function rerouting(stack: AsyncDisposableStack, deaf: string) {
  const store = storeInProcess();
  await store.put(controlKeys(plan.name).routing, JSON.stringify({ region: 'none', epoch: 2 }));
  const places = plan.dns.propagation.from.map(async (place) => {
    const said = place === deaf ? undefined : records['us-west-2'];
    return [place, { resolver: await resolver(stack, said) }] as const;
  });
  const vantages = Object.fromEntries(await Promise.all(places));
  const endpoints = { vantages, service: { name: 'api.test', records } };
  const world = { clock, plan, store, endpoints };
  const failover = { world, from: 'us-east-1', target: 'us-west-2', epoch: 2 };
  return reroute(failover as unknown as Failover).run(signal);
}

it('does not wait for the resolver of the region that is left, if that is gone too', async () => {
  await using stack = new AsyncDisposableStack();
  const said = await rerouting(stack, 'us-east-1');
  expect(said).toMatch(/not us-east-1, where nobody answers, us-west-2 after/);
});

it('waits for that of every other place', async () => {
  await using stack = new AsyncDisposableStack();
  await expect(rerouting(stack, 'ap-south-1')).rejects.toThrow(/ap-south-1 to resolve/);
});
