import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** A key that cannot be used, where it came from, and how to make one that can. */
export class KeyUnusable extends Error {
  override readonly name = 'KeyUnusable';
  readonly code = 'USAGE';
}

/** A private Ed25519 key in PEM. Throws KeyUnusable. */
export function signingKey(pem: string, from: string): KeyObject {
  return ed25519(() => createPrivateKey(pem), from, 'openssl genpkey -algorithm ed25519 -out FILE');
}

/** A public Ed25519 key in PEM. Throws KeyUnusable. */
export function publicKey(pem: string, from: string): KeyObject {
  return ed25519(() => createPublicKey(pem), from, 'openssl pkey -in PRIVATE -pubout -out FILE');
}

/** The key's SubjectPublicKeyInfo in lower-case hex, which has one spelling only. */
export function publicHex(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return open.export({ type: 'spki', format: 'der' }).toString('hex');
}

/** The key of such a text; undefined if it is none. */
export function publicKeyOf(hex: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(hex, 'hex'), type: 'spki', format: 'der' });
  } catch {
    return undefined;
  }
}

/** What a person compares: sha256 of the SubjectPublicKeyInfo. */
export function fingerprint(hex: string): string {
  return createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
}

function ed25519(read: () => KeyObject, from: string, remedy: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw new KeyUnusable(`${from} is no key in PEM; make one with: ${remedy}`, { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  const kind = key.asymmetricKeyType;
  throw new KeyUnusable(`${from} is a key of kind ${kind}, not ed25519; make one with: ${remedy}`);
}
