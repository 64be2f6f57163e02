import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { KeyUnusable, publicHex, publicKey, publicKeyOf, signingKey } from './keys.ts';

const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

test('a key is told by its public half, which is 44 bytes', () => {
  const pem = ed25519.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const hex = publicHex(signingKey(pem, 'key.pem'));
  expect(hex).toMatch(/^302a300506032b6570032100[0-9a-f]{64}$/);
  const open = ed25519.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(publicHex(publicKey(open, 'public.pem'))).toBe(hex);
  expect(publicKeyOf('00')).toBeUndefined();
});

test('what is no key, and a key of another kind, are said with what to do', () => {
  const other = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(() => signingKey('hello', 'key.pem')).toThrow(/key\.pem is no key in PEM; .*openssl/);
  expect(() => signingKey(other, 'key.pem')).toThrow(/kind rsa, not ed25519/);
  expect(() => publicKey('hello', 'public.pem')).toThrow(KeyUnusable);
});
