import { type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import { sha256 } from './digest.ts';
import { publicHex, publicKeyOf } from './keys.ts';
import type { Statement } from './statement.ts';

/** A statement, and what ties its text to whoever issued it. The file is its canonical JSON. */
export interface Certificate {
  readonly statement: Statement;
  /** sha256 of the statement's canonical JSON: finds a slip, not a forger. */
  readonly digest: string;
  readonly signature: Signature;
}

/** Keys and signatures are lower-case hex. */
export type Signature =
  | { readonly algorithm: 'Ed25519'; readonly publicKey: string; readonly value: string }
  | { readonly algorithm: 'none'; readonly meaning: typeof UNSIGNED };

export const UNSIGNED =
  'Not signed: whoever can write this file and the journals can have made all of it.';

/** Signs with an Ed25519 key (RFC 8032) over the statement's canonical JSON, if there is a key. */
export function issue(statement: Statement, key: KeyObject | undefined): Certificate {
  const text = canonicalJson(statement);
  const signature: Signature = key
    ? {
        algorithm: 'Ed25519',
        publicKey: publicHex(key),
        value: sign(null, Buffer.from(text), key).toString('hex'),
      }
    : { algorithm: 'none', meaning: UNSIGNED };
  return { statement, digest: sha256(text), signature };
}

/** The bytes of the file: one line. */
export function certificateText(certificate: Certificate): string {
  return `${canonicalJson(certificate)}\n`;
}

/** Whether the holder of the key that it names signed this statement. */
export function isSigned({ statement, signature }: Certificate): boolean {
  if (signature.algorithm !== 'Ed25519') return false;
  const key = publicKeyOf(signature.publicKey);
  if (!key) return false;
  const text = Buffer.from(canonicalJson(statement));
  try {
    return verify(null, text, key, Buffer.from(signature.value, 'hex'));
  } catch {
    // A key of another kind throws rather than says no.
    return false;
  }
}
