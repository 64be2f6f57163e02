import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSealedRun } from '../../certificate/testing/sealed-run.ts';
import { Printed } from '../testing/printed.ts';
import { compareVerb } from './compare.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'compare-'));
});
afterEach(() => rm(root, { recursive: true }));

async function outcomeOf(after: string, json = false) {
  const [from, to] = [await runOf('before', 'good-recovery'), await runOf(after)];
  const terminal = new Printed();
  return { code: await compareVerb(root, from, to, { json }, terminal), text: terminal.text };
}

async function runOf(name: string, golden = name): Promise<string> {
  const runDir = join(root, name);
  await writeSealedRun(runDir, {}, golden);
  return runDir;
}

test.each([
  ['good-recovery', 0, /^No regression/m],
  ['bad-no-zombie-acknowledgement', 1, /REGRESSION {2}no-zombie-acknowledgement: /],
  ['bad-one-writable-primary', 1, /REGRESSION {2}one-writable-primary: /],
  ['bad-host-quiet', 2, /left out after: .*bad-host-quiet: unknown: host-quiet: /],
  ['bad-ledger-dense', 2, /left out after: .*bad-ledger-dense: invalid: /],
  ['bad-restored', 2, /left out after: .*bad-restored: not-healed: /],
])('a good run against %s ends with %i and says why', async (after, code, reason) => {
  const found = await outcomeOf(after);
  expect(found.text).toMatch(reason);
  expect(found.code).toBe(code);
});

test('as JSON the runs that are left out are there too', async () => {
  const { code, text } = await outcomeOf('bad-host-quiet', true);
  expect(code).toBe(2);
  expect(JSON.parse(text).discarded).toMatchObject([
    { side: 'after', verdict: 'unknown', reasons: [expect.stringMatching(/^host-quiet: /)] },
  ]);
});

test('as JSON what never came back is said in a word, and is not null', async () => {
  const { code, text } = await outcomeOf('bad-rto-within-target', true);
  expect(code).toBe(1);
  expect(text).toMatch(/"difference": "infinity"/);
});
