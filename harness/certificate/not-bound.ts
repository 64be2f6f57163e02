import { mutantDoubt } from './mutant-words.ts';
import type { Statement } from './statement.ts';

/** What the bindings of a certificate leave open, a sentence each. */
export function notBound(statement: Pick<Statement, 'build' | 'mutants' | 'conditions'>): string[] {
  const { build, mutants, conditions } = statement;
  const doubt = mutantDoubt(mutants, build.commit);
  return [...(doubt === undefined ? [] : [doubt]), ...ofEngine(conditions.engine, build)];
}

function ofEngine(engine: string, { engineSha256 }: Statement['build']): string[] {
  if (engine === 'none') return [];
  if (engine !== 'builtin')
    return [
      `The program behind the engine’s command «${engine}» is bound by no digest: another one ` +
        'under the same command may do otherwise.',
    ];
  return engineSha256 === undefined ? ['The engine’s sources are bound by no digest.'] : [];
}
