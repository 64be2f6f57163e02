import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSealedRun } from '../certificate/testing/sealed-run.ts';
import { explain } from './explain.ts';
import { Printed } from './testing/printed.ts';
import { compareVerb } from './verbs/compare.ts';
import { judgeVerb } from './verbs/judge.ts';
import { reportVerb } from './verbs/report.ts';

let root: string;
let journal: string;
let lines: readonly string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bad-input-'));
  await writeSealedRun(join(root, 'run'));
  journal = join(root, 'run', 'journal', 'rig.jsonl');
  lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
});
afterEach(() => rm(root, { recursive: true }));

const verbs = {
  judge: (terminal: Printed) => judgeVerb(root, join(root, 'run'), { json: false }, terminal),
  report: (terminal: Printed) => reportVerb(root, join(root, 'run'), { index: false }, terminal),
  compare: (terminal: Printed) =>
    compareVerb(root, join(root, 'run'), join(root, 'run'), { json: false }, terminal),
};

/** What a person at a terminal gets: the words, and the exit code. */
async function outcomeOf(verb: keyof typeof verbs) {
  const terminal = new Printed();
  try {
    return { code: await verbs[verb](terminal), text: terminal.text };
  } catch (error) {
    return explain(error);
  }
}

const save = (text: string) => writeFile(journal, text);
const fileOf = (some: readonly string[]) => some.map((line) => `${line}\n`).join('');

describe.each(Object.keys(verbs) as (keyof typeof verbs)[])('%s', (verb) => {
  test('of a whole journal ends with 0', async () => {
    expect(await outcomeOf(verb)).toMatchObject({ code: 0 });
  });

  test.each<[string, () => string, RegExp]>([
    [
      'an edited journal',
      () => fileOf(lines).replace('"seed":1', '"seed":2'),
      /rig\.jsonl:2: something from here to line \d+ was changed/,
    ],
    [
      'a reordered journal',
      () => fileOf(lines.toSpliced(4, 2, lines[5] ?? '', lines[4] ?? '')),
      /rig\.jsonl:\d+: something from here to line \d+ was changed after it was written, or lines/,
    ],
    [
      'a journal of another version',
      () =>
        fileOf(lines.filter((line) => !line.includes('"seal"'))).replace(
          '"version":1',
          '"version":2',
        ),
      /rig\.jsonl:1: run entry: version/,
    ],
    ['no journal at all', () => 'hello\n', /rig\.jsonl:1: not JSON/],
  ])('of %s says so with the place, and ends with 4', async (_, text, reason) => {
    await save(text());
    const { text: said, code } = await outcomeOf(verb);
    expect(code).toBe(4);
    expect(said).toMatch(reason);
    expect(said).not.toMatch(/\n\s+at /);
  });
});

/** As a forger leaves it: no line vouches for another, and what one figure says is better. */
async function stripSeals(): Promise<void> {
  for (const name of ['rig', 'clients']) {
    const file = join(root, 'run', 'journal', `${name}.jsonl`);
    const all = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const text = fileOf(all.filter((line) => !line.includes('"seal"')));
    await writeFile(file, text.replace('"rtoTargetMs":2500', '"rtoTargetMs":9500'));
  }
}

test.each<[keyof typeof verbs, number]>([
  ['judge', 2],
  ['compare', 2],
])('%s of a journal without any seal never passes, and says where', async (verb, ends) => {
  await stripSeals();
  const { text, code } = await outcomeOf(verb);
  expect(code).toBe(ends);
  expect(text).toMatch(/journal-complete: \S*run\/journal has no seal/);
});

test('the report of a journal without any seal says so, and is no pass', async () => {
  await stripSeals();
  await outcomeOf('report');
  const verdict = JSON.parse(await readFile(join(root, 'run', 'verdict.json'), 'utf8'));
  expect(verdict).toMatchObject({ verdict: 'unknown', exitCode: 2 });
  expect(verdict.gaps).toEqual([expect.stringMatching(/run\/journal has no seal/)]);
});

test('a truncated journal is judged as far as it goes, and never passes', async () => {
  const whole = await readFile(journal);
  for (const part of [0.3, 0.6, 0.9, 0.999]) {
    await writeFile(journal, whole.subarray(0, Math.floor(whole.length * part)));
    const { text, code } = await outcomeOf('judge');
    expect([part, code]).not.toEqual([part, 0]);
    expect(text).toMatch(/rig\.jsonl:\d+ is (torn|the last line)/);
    expect(text).not.toMatch(/\n\s+at /);
  }
});
