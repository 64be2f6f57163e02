import { type Build, engineDigest } from '../certificate/index.ts';
import { commitOf } from '../drill/commit.ts';

/** What lies in this checkout. */
export async function buildHere(root: string): Promise<Required<Build>> {
  return { commit: commitOf(root), engineSha256: await engineDigest(root) };
}
