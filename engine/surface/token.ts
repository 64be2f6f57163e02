import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SettingsInvalid } from '../control/settings.ts';

/** RFC 6750, section 2.1; shorter ones can be guessed. */
const FORM = /^[\w.~+/-]{16,}=*$/;

/**
 * The token as `BLACKSTART_TOKEN`, or the file that `BLACKSTART_TOKEN_FILE` names, gives it;
 * undefined if neither is set. Throws SettingsInvalid, which never repeats the token.
 */
export function readToken(env: NodeJS.ProcessEnv): string | undefined {
  const { BLACKSTART_TOKEN: given, BLACKSTART_TOKEN_FILE: file } = env;
  if (given !== undefined && file !== undefined) {
    throw new SettingsInvalid('BLACKSTART_TOKEN and BLACKSTART_TOKEN_FILE are set: expected one');
  }
  if (given === undefined && file === undefined) return undefined;
  const token = given ?? contentsOf(file ?? '').trim();
  if (FORM.test(token)) return token;
  const where = given === undefined ? `${file} (BLACKSTART_TOKEN_FILE)` : 'BLACKSTART_TOKEN';
  const wanted = 'at least 16 letters, digits or any of -._~+/';
  throw new SettingsInvalid(
    `${where} holds no token: expected ${wanted}, as of openssl rand -hex 32`,
  );
}

function contentsOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new SettingsInvalid(`cannot read BLACKSTART_TOKEN_FILE ${file}: ${code}`, { cause });
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Knows the token when it sees it; keeps its hash alone, so that nothing can give it away. */
export class Token {
  readonly #digest: Buffer;

  constructor(secret: string) {
    this.#digest = digest(secret);
  }

  /** Whether an Authorization header brings it. Takes as long for any other of its length. */
  isIn(authorization: string | undefined): boolean {
    const [, presented = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    return timingSafeEqual(digest(presented), this.#digest);
  }
}
