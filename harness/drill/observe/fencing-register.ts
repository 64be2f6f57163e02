import { request } from 'undici';
import type { Address } from '../../../engine/index.ts';
import type { RegisterEntry } from '../../journal/index.ts';
import type { RunningRegions } from '../../regions/runtime.ts';
import { addressOf } from '../address-of.ts';
import { deadlines } from '../deadlines.ts';
import { atBeat, type ObserverContext } from './observer.ts';

/** Few, so that every key is used by all regions and often. */
const REGISTERS = 3;

type Call = Pick<RegisterEntry, 'key' | 'type' | 'value'>;

/**
 * Uses the store that the right to write is kept in as a set of registers, from every region
 * through its own member, and records each call: writes of values that are never used twice, and
 * linearizable reads. What the calls say together tells whether the store kept its promise. Every
 * run has registers of its own: its judge knows no value of a run before.
 */
export function observeFencingRegister(
  regions: RunningRegions,
  { clock, record, earlierRuns }: ObserverContext,
): AsyncDisposable {
  let value = 0;
  const beats = regions.topology.regions.map(({ name: region }, index) => {
    const member = addressOf(regions, region, region, 'etcd');
    let turn = index;
    return atBeat(clock, deadlines.registerEveryMs, async () => {
      // Every key is written and read in turn, each region a step ahead of another.
      const key = `blackstart-register/${earlierRuns}/${turn % REGISTERS}`;
      const type = turn % 2 === 0 ? 'write' : 'read';
      turn += 1;
      if (type === 'write') value += 1;
      const atMs = clock.monotonicMs();
      const done = await call(member, { key, type, value: type === 'write' ? value : 0 });
      record({ kind: 'register', atMs, endMs: clock.monotonicMs(), region, ...done });
    });
  });
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(beats.map((beat) => beat[Symbol.asyncDispose]()));
    },
  };
}

/** One call and what became of it; never rejects, never repeats. */
async function call(member: Address, asked: Call): Promise<Call & Pick<RegisterEntry, 'outcome'>> {
  const { key, type, value } = asked;
  try {
    if (type === 'write') {
      await ask(member, 'put', { key: encoded(key), value: encoded(String(value)) });
      return { ...asked, outcome: 'ok' };
    }
    const { kvs } = (await ask(member, 'range', { key: encoded(key) })) as {
      readonly kvs?: readonly { readonly value: string }[];
    };
    const text = Buffer.from(kvs?.[0]?.value ?? '', 'base64').toString();
    return { key, type, value: Number(text), outcome: 'ok' };
  } catch (error) {
    // Only a call that reached nobody was certainly not done; a read never does anything.
    const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    return { ...asked, outcome: type === 'read' || refused ? 'fail' : 'indeterminate' };
  }
}

const encoded = (text: string) => Buffer.from(text).toString('base64');

/** By etcd's JSON gateway, whose reads are linearizable unless asked otherwise. */
async function ask({ host, port }: Address, verb: 'put' | 'range', content: object) {
  const { statusCode, body } = await request(`http://${host}:${port}/v3/kv/${verb}`, {
    method: 'POST',
    body: JSON.stringify(content),
    signal: AbortSignal.timeout(deadlines.registerAnswerMs),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`etcd at ${host} answered ${statusCode}: ${text}`);
  return JSON.parse(text) as unknown;
}
