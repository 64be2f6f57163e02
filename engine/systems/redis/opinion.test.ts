import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agreementOf, type Opinion, type Said } from './opinion.ts';

const names = (sentinel: string, leader: string, more: Partial<Said> = {}): Opinion => {
  return { sentinel, said: { leader, flags: ['master'], quorum: 2, ...more } };
};
const silent = (sentinel: string): Opinion => ({ sentinel, error: 'refused' });

it.each<[string, readonly Opinion[], string | undefined, RegExp[]]>([
  ['all agree', [names('x', 'a'), names('y', 'a'), names('z', 'a')], 'a', []],
  ['one is silent', [names('x', 'a'), names('y', 'a'), silent('z')], 'a', []],
  [
    'one lies',
    [names('x', 'a'), names('y', 'b'), names('z', 'a')],
    'a',
    [/^y names b, the others a$/],
  ],
  [
    'two are silent',
    [names('x', 'a'), silent('y'), silent('z')],
    undefined,
    [/named by 2 of 3/, /^a by x$/, /^y is silent/, /^z is silent/],
  ],
  [
    'all differ',
    [names('x', 'a'), names('y', 'b'), names('z', 'c')],
    undefined,
    [/named by 2 of 3/, /^a by x$/, /^b by y$/, /^c by z$/],
  ],
  [
    'one sees it down',
    [names('x', 'a', { flags: ['s_down', 'master'] }), names('y', 'a')],
    'a',
    [/^x sees a as s_down$/],
  ],
  [
    'one is cut off from the others',
    [names('x', 'a', { alone: 'NOQUORUM 1 usable Sentinels' }), names('y', 'a')],
    'a',
    [/^x is alone: NOQUORUM/],
  ],
  [
    'one would do it alone',
    [names('x', 'a', { quorum: 1 }), names('y', 'a')],
    'a',
    [/^x is set up for a quorum of 1, not 2$/],
  ],
])('what counts where %s', (_, opinions, leader, problems) => {
  const found = agreementOf(opinions, 2);
  expect(found.leader).toBe(leader);
  expect(found.problems).toHaveLength(problems.length);
  for (const [index, problem] of problems.entries()) {
    expect(found.problems[index]).toMatch(problem);
  }
});

it('takes no word of fewer than a majority, or than the quorum, for a leader', () => {
  const opinion = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
  const opinions = fc.array(opinion, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(opinions, fc.integer({ min: 1, max: 7 }), (said, quorum) => {
      const each = said.map((one, n) => (one ? names(`s${n}`, one) : silent(`s${n}`)));
      const { leader, problems } = agreementOf(each, quorum);
      const votes = said.filter((one) => one === leader).length;
      if (leader === undefined) expect(problems).not.toEqual([]);
      else expect(votes).toBeGreaterThanOrEqual(Math.max(quorum, Math.ceil(said.length / 2)));
    }),
  );
});
