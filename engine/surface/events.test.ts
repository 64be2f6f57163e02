import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { Claim } from '../ports/claim.ts';
import { systemClock } from '../ports/clock.ts';
import { until } from '../ports/until.ts';
import type { Limits } from './limits.ts';
import { openSurface } from './testing/open-surface.ts';

interface Options {
  readonly limits?: Partial<Limits>;
  readonly events?: number;
}

/** A surface, a way to make claims, and readers of its events. */
async function eventsOf(options: Options = {}) {
  const surface = await openSurface(options);
  const claim = surface.telemetry.hearing(() => undefined);
  return {
    surface,
    say: (step: string, detail = '') => claim({ step, event: 'noted', detail } satisfies Claim),
    read: async (lastId?: string) => {
      const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
      const answer = await surface.ask('/events', { headers });
      return { answer, events: parsed(answer) };
    },
    [Symbol.asyncDispose]: () => surface[Symbol.asyncDispose](),
  };
}

/** Blocks of a stream, each as its fields; a comment has the field `comment`. */
async function* parsed(answer: Response): AsyncGenerator<Record<string, string>> {
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(\w*): (.*)$/.exec(line) ?? []);
      yield Object.fromEntries(fields.map(([, name, value = '']) => [name || 'comment', value]));
    }
  }
}

async function take(events: AsyncGenerator<Record<string, string>>, count: number) {
  const taken = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) break;
    if (!('comment' in value)) taken.push(value);
  }
  return taken;
}

const stepIn = ({ data = '{}' }) => JSON.parse(data).step;

it('tells every claim, and every decision that is another than before', async () => {
  await using world = await eventsOf();
  const { answer, events } = await world.read();
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  world.say('fence', 'done');
  const { telemetry } = world.surface;
  for (const why of ['not-held', 'not-held', 'healthy'] as const) {
    telemetry.decided({ kind: 'wait', why });
  }
  const [claim, held, healthy] = await take(events, 3);
  expect(claim).toMatchObject({ event: 'claim' });
  expect(JSON.parse(claim?.data ?? '')).toMatchObject({ step: 'fence', detail: 'done' });
  expect([held?.event, JSON.parse(held?.data ?? '').why]).toEqual(['decision', 'not-held']);
  expect(JSON.parse(healthy?.data ?? '').why).toBe('healthy');
});

it('replays what came after the event a reader had last', async () => {
  await using world = await eventsOf();
  const first = await world.read();
  for (const step of ['a', 'b', 'c']) world.say(step);
  const [a] = await take(first.events, 3);
  const again = await world.read(a?.id);
  world.say('d');
  expect((await take(again.events, 3)).map(stepIn)).toEqual(['b', 'c', 'd']);
});

it('tells a reader of a gap when it no longer knows all that came between', async () => {
  await using world = await eventsOf({ events: 2 });
  const first = await world.read();
  for (const step of ['a', 'b', 'c', 'd']) world.say(step);
  const [a, b] = await take(first.events, 4);
  const whole = await world.read(b?.id);
  expect((await take(whole.events, 2)).map(stepIn)).toEqual(['c', 'd']);
  for (const lastId of [a?.id, 'another-run-7', 'nonsense', '999999']) {
    const [gap, ...rest] = await take((await world.read(lastId)).events, 3);
    expect(gap).toEqual({ event: 'gap', data: JSON.stringify({ after: lastId }) });
    expect(rest.map(stepIn)).toEqual(['c', 'd']);
  }
});

it('shows a silent reader that it lives', async () => {
  await using world = await eventsOf({ limits: { heartbeatMs: 20 } });
  const { events } = await world.read();
  const [, second] = [await events.next(), await events.next()];
  expect(second.value).toEqual({ comment: 'alive' });
});

it('ends its readers in order when it stops', async () => {
  const world = await eventsOf();
  const { events } = await world.read();
  const rest = take(events, 1);
  await world[Symbol.asyncDispose]();
  expect(await rest).toEqual([]);
});

/** Asks for events, and then reads nothing. */
async function slowReader(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /events HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'readable');
  return socket;
}

it('drops a reader that does not keep up, and serves the others', async () => {
  await using world = await eventsOf({ limits: { eventReaders: 2 } });
  const quick = await world.read();
  const slow = await slowReader(world.surface.address.port);
  expect((await world.read()).answer.status).toBe(503);
  const long = 'x'.repeat(100_000);
  let said = 0;
  const third = await until(
    systemClock,
    { what: 'a place to be free', ms: 4_000, everyMs: 5 },
    async () => {
      for (let each = 0; each < 5; each += 1) world.say(String(said++), long);
      const heard = await take(quick.events, 5);
      expect(heard.map(stepIn)).toEqual([5, 4, 3, 2, 1].map((back) => String(said - back)));
      const { answer } = await world.read();
      return answer.ok && answer;
    },
  );
  slow.resume();
  await once(slow, 'close');
  await third.body?.cancel();
});
