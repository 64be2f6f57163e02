import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IssuedSet, keys } from '../../certificate/testing/issued-set.ts';
import { buildHere } from '../build-here.ts';
import { explain } from '../explain.ts';
import { Printed } from '../testing/printed.ts';
import { verifyVerb } from './verify.ts';

let root: string;
let set: IssuedSet;
/** A checkout with an engine in it, and a certificate of just that. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'checkout-'));
  await mkdir(join(root, 'engine'));
  await writeFile(join(root, 'engine', 'main.ts'), '// an engine\n');
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root });
  git('init', '--quiet');
  git('add', '.');
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'];
  git(...who, 'commit', '--quiet', '-m', 'engine: begin');
  set = await IssuedSet.make(await buildHere(root));
  await writeFile(`${root}.pem`, publicPem());
});
afterAll(async () => {
  await Promise.all(
    [root, set.directory, `${root}.pem`].map((path) => rm(path, { recursive: true })),
  );
});

function publicPem(): string {
  return keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

async function verify(path: string, publicKey?: string) {
  const terminal = new Printed();
  const nowMs = Date.parse(set.certificate.statement.issuedAt) + 1000;
  const clock = { monotonicMs: () => 0, wallMs: () => nowMs, sleep: () => Promise.resolve() };
  try {
    const options = publicKey === undefined ? {} : { publicKey };
    const code = await verifyVerb(root, path, options, terminal, clock);
    return { code, text: terminal.text };
  } catch (error) {
    return explain(error);
  }
}

test('a certificate of this checkout holds, by its file or by the directory', async () => {
  const whole = { code: 0, text: expect.stringMatching(/^All holds of .*: issued .*, 2 runs/) };
  expect(await verify(set.file, `${root}.pem`)).toEqual(whole);
  expect(await verify(dirname(set.file))).toEqual(whole);
});

test('a score of another commit is said, though all holds', async () => {
  const { text } = await verify(set.file);
  expect(text).toMatch(/catches a broken engine is not shown for this commit: .* of 0123456789/);
});

test('after a flip of one digit in a journal it ends with 1, and names the line', async () => {
  const [journal = ''] = (await set.files()).filter((file) => file.endsWith('clients.jsonl'));
  const text = await readFile(journal, 'utf8');
  await writeFile(journal, text.replace('"id":7', '"id":8'));
  const { code, text: said } = await verify(set.file);
  await writeFile(journal, text);
  expect(code).toBe(1);
  expect(said).toMatch(/^Do not rely on .*\n {2}\.\.\/runs\/trial: .*clients\.jsonl:\d+: /);
});

test('with another engine in the checkout it ends with 1', async () => {
  await writeFile(join(root, 'engine', 'main.ts'), '// another engine\n');
  const { code, text } = await verify(set.file);
  execFileSync('git', ['checkout', '--quiet', 'engine'], { cwd: root });
  expect(code).toBe(1);
  expect(text).toMatch(/build\.commit: .*\+changes/);
  expect(text).toMatch(/build\.engineSha256: the engine’s sources here are others/);
});

test('what is not there, and a key that is none, are errors of usage', async () => {
  expect(await verify(join(root, 'nothing'))).toMatchObject({ code: 64 });
  const { code, text } = await verify(set.file, join(root, 'engine', 'main.ts'));
  expect([code, text]).toEqual([64, expect.stringMatching(/main\.ts is no key in PEM/)]);
});
