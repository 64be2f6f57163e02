import { describe, expect, test } from 'vitest';
import { quietTools } from '../../harness/cli/quiet-tools.ts';
import { expectPass } from '../support/expect-pass.ts';
import { drillSubject } from './drill-subject.ts';
import { controlOf, type Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { resultOf } from './result.ts';

function mutantOf(defect: string): Mutant {
  const found = mutants.find((mutant) => mutant.defect === defect);
  if (!found) throw new RangeError(`no mutant ${defect}`);
  return found;
}

/** The most telling one; `npm run mutants` drills all. */
describe('a broken engine is told from one that is whole', () => {
  test('the engine put together from its parts, with no defect, passes', async () => {
    await expectPass(await drillSubject(controlOf(mutantOf('no-fencing')), quietTools()));
  });

  test('the engine that does not fence is caught', async () => {
    const mutant = mutantOf('no-fencing');
    const result = resultOf(mutant, await drillSubject(mutant, quietTools()), true);
    expect(result).toMatchObject({ caught: true, verdict: 'fail' });
    expect(result.red).toContain(mutant.caughtBy);
  });
});
