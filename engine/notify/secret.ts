import { readFileSync } from 'node:fs';

/** Where a secret stands: exactly one of the two is given. */
export interface SecretSource {
  readonly env?: string;
  readonly file?: string;
}

/** The message says where the secret was looked for, never what was found. */
export class SecretMissing extends Error {
  override readonly name = 'SecretMissing';
  readonly code = 'SECRET_MISSING';
}

/** Without the white space around it, such as a file's last newline. Throws SecretMissing. */
export function readSecret({ env, file }: SecretSource, environment: NodeJS.ProcessEnv): string {
  const secret = file === undefined ? environment[env ?? ''] : textOf(file);
  if (secret?.trim()) return secret.trim();
  throw new SecretMissing(`${env ?? file} is ${secret === undefined ? 'not set' : 'empty'}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SecretMissing(`${file} cannot be read (${code})`);
  }
}
