import { createHash } from 'node:crypto';

/** sha256 in lower-case hex, which has one spelling only. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
