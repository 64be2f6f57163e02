import type { KeyObject } from 'node:crypto';
import { ageProblems } from './age.ts';
import { canonicalJson } from './canonical.ts';
import { type Certificate, isSigned, UNSIGNED } from './certificate.ts';
import { differences } from './differences.ts';
import { sha256 } from './digest.ts';
import type { Evidence } from './evidence.ts';
import { fingerprint, publicHex } from './keys.ts';
import { notBound } from './not-bound.ts';
import { renderCertificate } from './page.ts';
import { parseCertificate } from './parse.ts';
import { stateOf } from './state.ts';
import type { Build, Statement } from './statement.ts';

/** What a certificate is held against. */
export interface Against {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** This checkout. */
  readonly build: Build;
  /** Whose signature it must be; any, or none, if absent. */
  readonly publicKey?: KeyObject;
  /** The page beside it, if there is one. */
  readonly page?: Uint8Array;
  /** Judges a run again, found by the path the certificate gives; rejects if it cannot be read. */
  readonly readRun: (path: string, scenario: string) => Promise<Evidence>;
}

export interface Verification {
  /** Every reason not to rely on it, with its place; none if all holds. */
  readonly problems: readonly string[];
  /** What holds, but not further than this. */
  readonly notes: readonly string[];
  readonly certificate?: Certificate;
}

/** Holds a certificate against its journals, its key, its age and this build. Never throws. */
export async function verifyCertificate(
  bytes: Uint8Array,
  against: Against,
): Promise<Verification> {
  const { certificate, problems } = parseCertificate(bytes);
  if (!certificate) return { problems, notes: [] };
  return {
    certificate,
    problems: [
      ...problems,
      ...ofSignature(certificate, against.publicKey),
      ...ofBuild(certificate, against.build),
      ...ofClaim(certificate),
      ...(await ofJournals(certificate, against)),
    ],
    notes: notesOf(certificate, against.publicKey),
  };
}

function ofSignature(certificate: Certificate, trusted: KeyObject | undefined): string[] {
  const { statement, digest, signature } = certificate;
  const problems: string[] = [];
  if (digest !== sha256(canonicalJson(statement)))
    problems.push('digest: it is not that of the statement, so one of the two was changed');
  if (signature.algorithm === 'none') {
    if (trusted) problems.push('signature: there is none, and one was asked for');
    return problems;
  }
  if (!isSigned(certificate)) problems.push('signature: it is not of this statement');
  if (trusted && publicHex(trusted) !== signature.publicKey)
    problems.push(`signature: made with another key, ${fingerprint(signature.publicKey)}`);
  return problems;
}

function ofBuild({ statement }: Certificate, build: Build): string[] {
  const { commit, engineSha256 } = statement.build;
  const problems: string[] = [];
  if (commit !== build.commit)
    problems.push(`build.commit: it is for ${commit}, and this is ${build.commit}`);
  if (engineSha256 !== undefined && engineSha256 !== build.engineSha256)
    problems.push('build.engineSha256: the engine’s sources here are others');
  return problems;
}

function ofClaim({ statement }: Certificate): string[] {
  if (statement.certified) return [];
  const [first = 'no reason', ...more] = statement.notCertified;
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return [`certified: it says of itself that it certifies nothing: ${first}${others}`];
}

async function ofJournals(certificate: Certificate, { readRun, page, nowMs }: Against) {
  const { statement } = certificate;
  const problems: string[] = [];
  const evidence: Evidence[] = [];
  for (const { path, scenario } of statement.runs) {
    const found = await readRun(path, scenario).catch((error: Error) => error);
    if (found instanceof Error) problems.push(`${path}: ${found.message}`);
    else evidence.push(found);
  }
  const runs = evidence.map(({ figures }) => figures);
  problems.push(...ageProblems(statement, runs, nowMs));
  // What all runs come to together cannot be worked out from some.
  if (evidence.length < statement.runs.length) return problems;
  const again: Statement = JSON.parse(canonicalJson(stateOf(evidence, statement)));
  problems.push(...differences(statement, again));
  const own = Buffer.from(renderCertificate({ ...certificate, statement: again }));
  if (page && !own.equals(page)) problems.push('the page beside it does not say the same');
  return problems;
}

function notesOf(certificate: Certificate, trusted: KeyObject | undefined): string[] {
  return [...signatureNotes(certificate, trusted), ...notBound(certificate.statement)];
}

function signatureNotes({ signature }: Certificate, trusted: KeyObject | undefined): string[] {
  if (signature.algorithm === 'none') return [UNSIGNED];
  if (trusted) return [];
  const key = fingerprint(signature.publicKey);
  return [
    `Signed with the key ${key}. Whose that is, this does not say: give --public-key FILE to ask ` +
      'for one that is trusted.',
  ];
}
