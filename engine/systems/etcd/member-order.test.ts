import { expect, test } from 'vitest';
import { VirtualClock } from '../../testing/virtual-clock.ts';
import { MemberOrder } from './member-order.ts';

const at = (host: string) => ({ host, port: 2379 });
const [home, east, europe] = [at('127.20.1.1'), at('127.10.1.1'), at('127.30.1.1')];
const members = [home, east, europe];

function orderOf(clock = new VirtualClock()) {
  return { clock, order: new MemberOrder(clock, members, 1_000) };
}

test('members are asked as given while none has failed', () => {
  const { order } = orderOf();
  expect(order.now()).toEqual([home, east, europe]);
});

test('one that failed comes last for a while, then first again', async () => {
  const { clock, order } = orderOf();
  order.failed(home);
  expect(order.now()).toEqual([east, europe, home]);
  await clock.pass(999);
  expect(order.now()).toEqual([east, europe, home]);
  await clock.pass(1);
  expect(order.now()).toEqual([home, east, europe]);
});

test('those that failed keep their order, and one that answers has its place again', () => {
  const { order } = orderOf();
  order.failed(east);
  order.failed(home);
  expect(order.now()).toEqual([europe, home, east]);
  order.answered(home);
  expect(order.now()).toEqual([home, europe, east]);
});
