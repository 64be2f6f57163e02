import { type Question, Reader } from './wire.ts';

/** ApiVersions, version 0: the question that every broker answers before all else. */
export const apiVersions: Question = { apiKey: 18, version: 0, body: Buffer.alloc(0) };

/** Error code of the reply; 0 is none. */
export function apiVersionsError(body: Buffer): number {
  return new Reader(body).int16();
}
