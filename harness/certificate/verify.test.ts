import { generateKeyPairSync } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificateText, issue, UNSIGNED } from './certificate.ts';
import { IssuedSet, keys } from './testing/issued-set.ts';
import { GOLDEN_START_MS } from './testing/sealed-run.ts';
import type { Against } from './verify.ts';

let set: IssuedSet;
let bytes: Buffer;
beforeAll(async () => {
  set = await IssuedSet.make();
  bytes = await readFile(set.file);
});
afterAll(() => rm(set.directory, { recursive: true }));

const problems = async (changes: Partial<Against> = {}, text: Uint8Array = bytes) =>
  (await set.verify(text, changes)).problems;

test('untouched it holds, and says how far', async () => {
  expect(set.certificate.statement.notCertified).toEqual([]);
  const page = await readFile(set.page);
  const { problems, notes } = await set.verify(bytes, { page });
  expect(problems).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/^Signed with the key [0-9a-f]{64}\. Whose that is/),
  ]);
  const trusted = await set.verify(bytes, { page, publicKey: keys.publicKey });
  expect([trusted.problems, trusted.notes]).toEqual([[], []]);
});

test('unsigned it holds against its journals, and is said to be unsigned', async () => {
  const open = issue(set.certificate.statement, undefined);
  const text = Buffer.from(certificateText(open));
  const { problems: none, notes } = await set.verify(text);
  expect([none, notes]).toEqual([[], [UNSIGNED]]);
  expect(await problems({ publicKey: keys.publicKey }, text)).toEqual([
    'signature: there is none, and one was asked for',
  ]);
});

describe('it is refused', () => {
  const days = (count: number) => GOLDEN_START_MS + count * 24 * 60 * 60_000;
  const dated = (issuedDays: number, validDays = 30) => {
    const issuedAt = new Date(days(issuedDays)).toISOString();
    const statement = { ...set.certificate.statement, issuedAt, validDays };
    return Buffer.from(certificateText(issue(statement, undefined)));
  };
  const tooOld = 'issuedAt: its newest run is 31 days old, good for 30; certify again';
  const other = generateKeyPairSync('ed25519');

  test('30 days after its newest run was started, and before its issue', async () => {
    expect(await problems({ nowMs: days(29.9) })).toEqual([]);
    expect(await problems({ nowMs: days(31) })).toEqual([tooOld]);
    expect(await problems({ nowMs: days(-1) })).toEqual([expect.stringMatching(/yet to come/)]);
  });

  test('by the age of its runs, when it was dated anew without a signature', async () => {
    expect(await problems({ nowMs: days(31) }, dated(30.9))).toEqual([tooOld]);
  });

  test('for a longer time than the code gives any', async () => {
    for (const validDays of [365, 1e300]) {
      const problem = `validDays: it says ${validDays}, and none is good for more than 30`;
      expect(await problems({ nowMs: days(1) }, dated(0.5, validDays))).toEqual([problem]);
      expect(await problems({ nowMs: days(31) }, dated(0.5, validDays))).toEqual([problem, tooOld]);
    }
    expect(await problems({ nowMs: days(3) }, dated(0.5, 2))).toHaveLength(1);
  });

  test('when it was issued before its last run was started', async () => {
    expect(await problems({ nowMs: days(1) }, dated(-0.5))).toEqual([
      expect.stringMatching(/^issuedAt: .* is before its newest run was started, 2026-05-28/),
    ]);
  });

  test('for another commit, a changed work tree, and other sources of the engine', async () => {
    const { commit } = set.certificate.statement.build;
    const build = { commit: `${commit}+changes`, engineSha256: '0'.repeat(64) };
    expect(await problems({ build })).toEqual([
      `build.commit: it is for ${commit}, and this is ${commit}+changes`,
      expect.stringMatching(/^build\.engineSha256/),
    ]);
  });

  test('with a signature of another key, also one that it was signed with anew', async () => {
    expect(await problems({ publicKey: other.publicKey })).toEqual([
      expect.stringMatching(/^signature: made with another key/),
    ]);
    const again = issue(set.certificate.statement, other.privateKey);
    const text = Buffer.from(certificateText(again));
    expect(await problems({}, text)).toEqual([]);
    expect(await problems({ publicKey: keys.publicKey }, text)).toHaveLength(1);
  });

  test('when a figure was changed and all signed anew: the journals say otherwise', async () => {
    const { statement } = set.certificate;
    const [run, ...others] = statement.runs;
    if (!run) throw new Error('there is no run');
    const services = run.services.map((service) => ({ ...service, rtoMs: 1 }));
    const better = { ...statement, runs: [{ ...run, services }, ...others] };
    const text = Buffer.from(certificateText(issue(better, keys.privateKey)));
    const found = await problems({ publicKey: keys.publicKey }, text);
    expect(found).toEqual([
      `runs.0.services.0.rtoMs: it says 1, the journals say ${run.services[0]?.rtoMs}`,
    ]);
  });

  test('when it says of itself that it certifies nothing', async () => {
    const { statement } = set.certificate;
    const poor = { ...statement, certified: false, notCertified: ['too few'] };
    const text = Buffer.from(certificateText(issue(poor, keys.privateKey)));
    expect(await problems({}, text)).toContain(
      'certified: it says of itself that it certifies nothing: too few',
    );
  });

  test('with a run that is gone: its place is named, and the other is looked at', async () => {
    const runDir = join(set.directory, 'runs', 'control');
    await rename(runDir, `${runDir}-away`);
    try {
      expect(await problems()).toEqual([expect.stringMatching(/^\.\.\/runs\/control: .*journal/)]);
    } finally {
      await rename(`${runDir}-away`, runDir);
    }
  });

  test.each(['', '{}', 'null', '[', '[['.repeat(50_000), '"\u0000"'])(
    'when it is no certificate: %j',
    async (text) => {
      expect(await problems({}, Buffer.from(text.slice(0, 200_000)))).not.toEqual([]);
    },
  );

  test('for a space more, or a member in another place', async () => {
    const text = bytes.toString();
    const changed = ['the text', ` ${text}`, `${text}\n`, text.trimEnd(), text.replace(':', ': ')];
    for (const one of changed.slice(1)) {
      expect(await problems({}, Buffer.from(one))).toEqual([
        expect.stringMatching(/its text was changed, from byte \d+ on/),
      ]);
    }
  });
});

/** What a person would run after somebody touched a byte. */
async function problemsWith(file: string, changed: Uint8Array): Promise<readonly string[]> {
  const before = await readFile(file);
  await writeFile(file, changed);
  try {
    const page = await readFile(set.page);
    return (await set.verify(await readFile(set.file), { page })).problems;
  } finally {
    await writeFile(file, before);
  }
}

test('any other byte, of certificate, page, journal, plan or scenario, is found', async () => {
  const files = await set.files();
  expect(files).toHaveLength(10);
  const change = fc.record({
    file: fc.constantFrom(...files),
    place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    by: fc.integer({ min: 1, max: 255 }),
  });
  const property = fc.asyncProperty(change, async ({ file, place, by }) => {
    const changed = await readFile(file);
    const at = Math.floor(place * changed.length);
    changed[at] = ((changed[at] as number) + by) % 256;
    expect(await problemsWith(file, changed)).not.toEqual([]);
  });
  await fc.assert(property, { numRuns: 400 });
}, 120_000);

test('any bit of the certificate itself is found', async () => {
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (bytes[at] as number) ^ (1 << (at % 8));
    // What the journals say is the same each time, and the text must show it without them.
    const readRun = () => Promise.reject(new Error('not looked at'));
    const found = await problems({ readRun }, flipped);
    const own = found.filter((problem) => !problem.endsWith('not looked at'));
    expect([at, own]).not.toEqual([at, []]);
  }
}, 60_000);

test('journals cut off, or with lines in another order, are named with file and line', async () => {
  const [journal = ''] = (await set.files()).filter((file) => file.endsWith('clients.jsonl'));
  const whole = await readFile(journal);
  const lines = whole.toString().split('\n');
  const swapped = lines.toSpliced(3, 2, lines[4] ?? '', lines[3] ?? '').join('\n');
  expect(await problemsWith(journal, Buffer.from(swapped))).toContainEqual(
    expect.stringMatching(/clients\.jsonl:\d+: something from here to line \d+ was changed/),
  );
  const found = await problemsWith(journal, whole.subarray(0, whole.length / 2));
  expect(found.join('\n')).toMatch(/runs\.0\.verdict: it says "pass", the journals say "\w+"/);
});
