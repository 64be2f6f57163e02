import type { KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../../engine/index.ts';
import {
  type BoundPart,
  type Build,
  type Certificate,
  certificateText,
  type Evidence,
  issue,
  readEvidence,
  readMutantScore,
  renderCertificate,
  stateOf,
  validDays,
} from '../certificate/index.ts';
import type { SetOutcome } from '../trials/index.ts';

export interface IssueRequest extends SetOutcome {
  readonly root: string;
  readonly build: Build;
  readonly parts: readonly BoundPart[];
  /** The certificate is not signed if absent. */
  readonly key?: KeyObject;
}

/** Judges every run of a set again, and writes what that proves beside the set. */
export async function issueCertificate(
  { set, setDir, root, build, parts, key }: IssueRequest,
  clock: Clock,
): Promise<{ readonly certificate: Certificate; readonly file: string }> {
  const evidence: Evidence[] = [];
  for (const { path } of set.runs) evidence.push(await readEvidence(resolve(setDir, path), path));
  const statement = stateOf(evidence, {
    issuedAt: new Date(clock.wallMs()).toISOString(),
    validDays,
    asked: { scenarios: set.scenarios, trials: set.trials },
    build,
    parts,
    mutants: await readMutantScore(root),
  });
  const certificate = issue(statement, key);
  const file = join(setDir, 'certificate.json');
  await writeFile(file, certificateText(certificate));
  await writeFile(join(setDir, 'certificate.html'), renderCertificate(certificate));
  return { certificate, file };
}
