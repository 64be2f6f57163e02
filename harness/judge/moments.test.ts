import { expect, test } from 'vitest';
import { type Entry, journalOf } from '../journal/index.ts';
import { momentsOf } from './moments.ts';
import { drillEntries } from './testing/drill-entries.ts';

const drill = drillEntries({ operationsPerSecond: 50, vantages: ['us-east-1'] });
const cut = (atMs: number, event: 'inject' | 'bite'): Entry => ({
  ...{ kind: 'fault', atMs, id: 'cut', fault: 'cut-links', event },
  ...{ layer: 'toxiproxy', target: 'us-west-2>us-east-1:postgres' },
});

test('what was broken beforehand ends the steady state, and is not the fault', () => {
  const alone = momentsOf(journalOf(drill));
  const [run, ...rest] = drill;
  const before = [cut(12_000, 'inject'), cut(12_100, 'bite')];
  const moments = momentsOf(journalOf([run as Entry, ...before, ...rest]));
  expect(alone).toMatchObject({ t0Ms: 22_000, steadyToMs: 21_950 });
  expect(moments).toEqual({ ...alone, steadyToMs: 12_000 });
});
