import { expect, it } from 'vitest';
import {
  blackHoleToxics,
  type CleanProxy,
  delayToxics,
  differencesOf,
  type ProxyState,
  slowToxic,
  streams,
} from './proxy.ts';

const clean: CleanProxy = {
  name: 'us-west-2>us-east-1:postgres',
  listen: '127.20.1.101:5432',
  upstream: '127.10.1.1:5432',
  delayMs: { upstream: 32, downstream: 33 },
};
const { name, listen, upstream } = clean;
const toxics = delayToxics(clean);
const state: ProxyState = { name, listen, upstream, enabled: true, toxics };

it('finds nothing on a clean link, in whatever order it is told', () => {
  expect(differencesOf(clean, state)).toEqual([]);
  expect(differencesOf(clean, { ...state, toxics: [...toxics].reverse() })).toEqual([]);
});

it.each<[string, ProxyState | undefined, RegExp]>([
  ['a missing proxy', undefined, /is missing/],
  ['a refusing proxy', { ...state, enabled: false }, /is disabled/],
  ['another address', { ...state, listen: '127.0.0.1:1' }, /listens on 127\.0\.0\.1:1/],
  ['another server', { ...state, upstream: '127.0.0.1:1' }, /leads to 127\.0\.0\.1:1/],
  ['a lost delay', { ...state, toxics: toxics.slice(1) }, /has no delay-upstream/],
  [
    'another delay',
    {
      ...state,
      toxics: toxics.map((toxic) => ({ ...toxic, attributes: { latency: 1, jitter: 0 } })),
    },
    /has delay-upstream \{"latency":1,"jitter":0\}/,
  ],
  [
    'a delay that not all connections get',
    { ...state, toxics: toxics.map((toxic) => ({ ...toxic, toxicity: 0.5 })) },
    /has delay-upstream/,
  ],
  [
    'a black hole',
    { ...state, toxics: [...toxics, ...blackHoleToxics(streams)] },
    /has timeout-upstream/,
  ],
  [
    'a slower link',
    { ...state, toxics: [...toxics, slowToxic(600.4)] },
    /has slow-by-600 \{"latency":600,"jitter":0\}/,
  ],
])('tells %s', (_, seen, words) => {
  expect(differencesOf(clean, seen)[0]).toMatch(words);
});
