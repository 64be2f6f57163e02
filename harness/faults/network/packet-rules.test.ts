import { expect, it } from 'vitest';
import { rulesOf } from './packet-rules.ts';

const ends = [{ host: '198.18.8.102', port: 5432 }];
const linesOf = (...[loss]: [Partial<Parameters<typeof rulesOf>[2]>]) =>
  rulesOf('t', ends, { manner: 'drop', stream: undefined, share: 1, ...loss })
    .split('; ')
    .filter((line) => line.startsWith('add rule'));

const input = 'add rule ip t input ip daddr 198.18.8.102 tcp dport 5432';
const output = 'add rule ip t output ip saddr 198.18.8.102 tcp sport 5432';

it('loses both ways, or one alone', () => {
  expect(linesOf({})).toEqual([`${input} counter drop`, `${output} counter drop`]);
  expect(linesOf({ stream: 'upstream' })).toEqual([`${input} counter drop`]);
  expect(linesOf({ stream: 'downstream' })).toEqual([`${output} counter drop`]);
});

it('rejects what comes, and lets the reset out', () => {
  expect(linesOf({ manner: 'reject' })).toEqual([`${input} counter reject with tcp reset`]);
});

it('loses a share by chance', () => {
  expect(linesOf({ share: 0.05, stream: 'upstream' })).toEqual([
    `${input} numgen random mod 10000 < 500 counter drop`,
  ]);
});
