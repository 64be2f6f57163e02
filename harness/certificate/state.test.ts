import { expect, test } from 'vitest';
import { oneRunAlone } from '../judge/not-proved.ts';
import type { Evidence } from './evidence.ts';
import { stateOf } from './state.ts';
import type { Bindings } from './statement.ts';
import { bindingsFor, evidenceOf, pairOfRuns, SCORE } from './testing/evidence-of.ts';
import { COMMIT } from './testing/sealed-run.ts';

const [trial, control] = pairOfRuns();
const whole = stateOf([trial, control], bindingsFor());

test('a trial and its control that passed, of a clean commit, certify', () => {
  expect([whole.certified, whole.notCertified]).toEqual([true, []]);
  expect(whole.summaries).toMatchObject([{ scenario: 'x', trials: { passed: 1, missed: 0 } }]);
  expect(whole.noise).toEqual([
    { of: 'cpu-pressure', at: 'rig', samples: 20, mean: 0.1, max: 0.3 },
  ]);
  expect(whole.scenarios.map((one) => one.control)).toEqual([false, true]);
});

const changed = (changes: Partial<Evidence>): Evidence[] => [{ ...trial, ...changes }, control];
const under = (conditions: Partial<Evidence['conditions']>): Evidence[] =>
  changed({ conditions: { ...trial.conditions, ...conditions } });
const at = (commit: string): [Evidence[], Partial<Bindings>] => [
  [trial, control].map((one) => ({ ...one, conditions: { ...one.conditions, commit } })),
  { build: { commit } },
];
const ofMutants = (changes: object) => ({ mutants: { ...SCORE, ...changes } });
const missed = evidenceOf({ verdict: 'fail', reasons: ['rto-within-target: too late'] });
const noisy = evidenceOf({ verdict: 'unknown', reasons: ['host-quiet: busy'] });

test.each<[string, Evidence[], Partial<Bindings>, RegExp]>([
  ['a fast run', under({ profile: 'fast' }), {}, /only realtime certifies/],
  ['a changed work tree', ...at('abc+changes'), /work tree differs/],
  ['no checkout', ...at('unknown'), /no checkout/],
  ['a run of another commit', under({ commit: 'fff' }), {}, /made with commit fff/],
  ['a run that missed', [missed, control], {}, /fail: rto-within-target: too late/],
  ['a run that says nothing', [noisy, control], {}, /unknown: host-quiet: busy/],
  ['no control run', [trial], {}, /x: 0 of 1 control runs/],
  [
    'fewer trials than asked',
    [trial, control],
    { asked: { scenarios: ['x'], trials: 2 } },
    /1 of 2/,
  ],
  ['an open journal', changed({ chain: { sealed: false, files: [] } }), {}, /not sealed/],
  ['another plan', changed({ planSha256: '0'.repeat(64) }), {}, /another plan/],
  ['another engine', under({ engine: 'none' }), {}, /another engine/],
  ['another runtime', under({ runtime: 'staging' }), {}, /another runtime/],
  [
    'a judge that missed a broken engine',
    [trial, control],
    ofMutants({ missed: 1 }),
    /missed 1 of 17 broken/,
  ],
  ['other parts', under({ parts: { postgres: '16' } }), {}, /other versions of parts/],
])('%s certifies nothing', (_, evidence, bindings, reason) => {
  const { certified, notCertified } = stateOf(evidence, bindingsFor(bindings));
  expect([certified, notCertified.join('\n')]).toEqual([false, expect.stringMatching(reason)]);
});

test('what one run alone cannot prove is not said of several', () => {
  const alone = { ...trial, notProved: [oneRunAlone, 'That other faults are survived.'] };
  const said = (count: number) => stateOf(Array(count).fill(alone), bindingsFor()).notProved;
  expect(said(1)).toEqual([oneRunAlone, 'That other faults are survived.']);
  expect(said(5)).toEqual(['That other faults are survived.']);
});

test.each<[string, Partial<Bindings>, RegExp]>([
  ['no score', { mutants: { state: 'absent', why: 'there is none' } }, /not shown: there is none/],
  [
    'a score of another commit',
    ofMutants({ commit: 'fff' }),
    /not shown for this commit: .* of fff/,
  ],
  ['a score of nothing', ofMutants({ caught: 0 }), /not shown: no broken engine was drilled/],
])('%s does not refuse, and is said to prove nothing of the judge', (_, bindings, sentence) => {
  const { certified, notProved } = stateOf([trial, control], bindingsFor(bindings));
  expect([certified, notProved[0]]).toEqual([true, expect.stringMatching(sentence)]);
});

test('a program behind a command is said not to be bound by a digest', () => {
  const command = './engine --fast';
  const runs = [trial, control].map((one) => ({
    ...one,
    conditions: { ...one.conditions, engine: command },
  }));
  const said = (build: Bindings['build']) =>
    stateOf(runs, bindingsFor({ build })).notProved.join('\n');
  expect(said({ commit: COMMIT })).toMatch(/program behind .*\.\/engine --fast.* no digest/);
  expect(whole.notProved.join('\n')).not.toMatch(/digest/);
});

test('a scenario that changed between two trials is said', () => {
  const second = { ...evidenceOf({ seed: 2 }), scenarioSha256: '0'.repeat(64) };
  const { notCertified } = stateOf([trial, control, second], bindingsFor());
  expect(notCertified).toContainEqual(expect.stringMatching(/x\/2: the scenario differs/));
});
