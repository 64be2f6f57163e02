import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readToken, Token } from './token.ts';

const secret = '0123456789abcdef';

it('is in the environment, or in a file that the environment names, or nowhere', () => {
  const directory = mkdtempSync(join(tmpdir(), 'token-'));
  const file = join(directory, 'token');
  writeFileSync(file, `${secret}\n`);
  expect(readToken({ BLACKSTART_TOKEN: secret })).toBe(secret);
  expect(readToken({ BLACKSTART_TOKEN_FILE: file })).toBe(secret);
  expect(readToken({})).toBeUndefined();
  writeFileSync(file, 'too short\n');
  expect(() => readToken({ BLACKSTART_TOKEN_FILE: file })).toThrow(
    `${file} (BLACKSTART_TOKEN_FILE)`,
  );
  rmSync(directory, { recursive: true });
});

it.each([
  ['both', { BLACKSTART_TOKEN: secret, BLACKSTART_TOKEN_FILE: '/a' }, /expected one/],
  ['nothing', { BLACKSTART_TOKEN: '' }, /holds no token/],
  ['a short one', { BLACKSTART_TOKEN: 'hunter2' }, /at least 16/],
  ['one that no header can carry', { BLACKSTART_TOKEN: `${secret} ${secret}` }, /letters, digits/],
  ['a file that is not there', { BLACKSTART_TOKEN_FILE: '/not/there' }, /\/not\/there: ENOENT/],
])('is refused with words, and never repeated: %s', (_, env, why) => {
  const reading = () => readToken(env);
  expect(reading).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }));
  expect(reading).toThrow(why);
  expect(reading).not.toThrow(/hunter2|0123/);
});

it('is known by its Authorization header alone, and cannot be read back', () => {
  const token = new Token(secret);
  expect(token.isIn(`Bearer ${secret}`)).toBe(true);
  expect(token.isIn(`bearer ${secret}`)).toBe(true);
  for (const other of [
    undefined,
    '',
    secret,
    'Bearer ',
    `Bearer ${secret}0`,
    `Bearer x${secret}`,
  ]) {
    expect(token.isIn(other)).toBe(false);
  }
  expect(JSON.stringify(token) + String(token)).not.toContain(secret);
});
