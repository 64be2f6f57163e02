import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { publicKey, signingKey } from '../certificate/index.ts';
import { UsageError } from './usage-error.ts';

/** Holds the private key itself, in PEM, not the name of a file. */
const VARIABLE = 'BLACKSTART_SIGNING_KEY';

/** The key to sign with: of the file, else of the environment; undefined if neither is given. */
export async function findSigningKey(
  file: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<KeyObject | undefined> {
  if (file !== undefined) return signingKey(await readKey(file), file);
  const pem = env[VARIABLE];
  return pem === undefined || pem === '' ? undefined : signingKey(pem, VARIABLE);
}

/** The key that a signature must be made with; undefined if none is given. */
export async function findPublicKey(file: string | undefined): Promise<KeyObject | undefined> {
  return file === undefined ? undefined : publicKey(await readKey(file), file);
}

async function readKey(file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8');
  } catch (cause) {
    throw new UsageError(`the key cannot be read: ${(cause as Error).message}`, { cause });
  }
}
