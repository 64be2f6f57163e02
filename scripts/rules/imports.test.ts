import { describe, expect, test } from 'vitest';
import { importErrors } from './imports.ts';

const file = (path: string, imported: string) => ({
  path,
  text: `import { x } from '${imported}';\n`,
});

describe('importErrors', () => {
  test.each([
    ['engine/decide/a.ts', '../../harness/journal/entry.ts'],
    ['harness/judge/a.ts', '../regions/runtime.ts'],
    ['harness/judge/checks/a.ts', '../../../engine/index.ts'],
    ['harness/drill/a.ts', '../../engine/plan/load.ts'],
    ['harness/drill/a.ts', '../../scenarios/a.ts'],
    ['reports/render/a.ts', '../../harness/regions/runtime.ts'],
    ['reports/render/a.ts', '../../harness/parts/index.ts'],
    ['reports/testing/a.ts', '../../harness/regions/runtime.ts'],
    ['harness/statistics/a.ts', '../judge/judged.ts'],
    ['harness/compare/a.ts', '../trials/index.ts'],
    ['harness/certificate/a.ts', '../drill/run-drill.ts'],
    ['harness/certificate/a.ts', '../../reports/render/markup.ts'],
    ['fixtures/app/a.ts', '../../engine/index.ts'],
    ['scenarios/a.ts', '../engine/index.ts'],
    ['scenarios/must-fail/a.ts', '../../reports/render/a.ts'],
    ['engine/a.ts', '../scenarios/must-fail/a.ts'],
  ])('%s may not import %s', (path, imported) => {
    expect(importErrors([file(path, imported)])).toHaveLength(1);
  });

  test.each([
    ['engine/decide/a.ts', '../ports/clock.ts'],
    ['harness/judge/checks/a.ts', '../../journal/entry.ts'],
    ['harness/drill/a.ts', '../../engine/index.ts'],
    ['reports/render/a.ts', '../../harness/judge/judged.ts'],
    ['reports/testing/a.ts', '../../harness/parts/index.ts'],
    ['reports/testing/a.ts', '../render/index.ts'],
    ['reports/render/a.ts', '../testing/a.ts'],
    ['harness/compare/a.ts', '../statistics/median.ts'],
    ['harness/certificate/a.ts', '../journal/index.ts'],
    ['harness/trials/a.ts', '../drill/run-drill.ts'],
    ['scenarios/a.ts', '../harness/drill/scenario.ts'],
    ['scenarios/must-fail/engines/a.ts', '../../../engine/compose.ts'],
    ['scenarios/must-fail/services/a.ts', '../../../fixtures/app/database.ts'],
    ['scenarios/must-fail/a.ts', '../a.ts'],
    ['scenarios/failing-steps/a.ts', '../../engine/compose.ts'],
  ])('%s may import %s', (path, imported) => {
    expect(importErrors([file(path, imported)])).toEqual([]);
  });

  test('sees an import over several lines', () => {
    const text = "import {\n  a,\n  b,\n} from '../../harness/x.ts';\n";
    expect(importErrors([{ path: 'engine/decide/a.ts', text }])).toHaveLength(1);
  });
});
