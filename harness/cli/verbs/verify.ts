import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { readEvidence, type Verification, verifyCertificate } from '../../certificate/index.ts';
import { allOrEveryError } from '../all-or-every-error.ts';
import { buildHere } from '../build-here.ts';
import { exitCode } from '../exit-code.ts';
import { findPublicKey } from '../signing-key.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface VerifyOptions {
  /** File of the public key that it must be signed with. */
  readonly publicKey?: string;
}

/**
 * Judges the journals of a certificate again, and holds it against them, its signature, its age
 * and this checkout. 0 only if all holds, else 1 with every reason.
 */
export async function verifyVerb(
  root: string,
  path: string,
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const file = findCertificate(path);
  const [bytes, publicKey, build] = await allOrEveryError([
    readFile(file),
    findPublicKey(options.publicKey),
    buildHere(root),
  ]);
  const page = file.replace(/\.json$/, '.html');
  const verification = await verifyCertificate(bytes, {
    nowMs: clock.wallMs(),
    build,
    ...(publicKey ? { publicKey } : {}),
    ...(page !== file && existsSync(page) ? { page: await readFile(page) } : {}),
    readRun: (run, scenario) => readEvidence(findRunOf(root, file, run, scenario), run),
  });
  for (const line of lines(file, verification)) terminal.print(line);
  return verification.problems.length === 0 ? exitCode.ok : exitCode.missed;
}

/** The file itself, or that of a set's directory. */
function findCertificate(path: string): string {
  const given = resolve(path);
  const isDirectory = existsSync(given) && statSync(given).isDirectory();
  const file = isDirectory ? join(given, 'certificate.json') : given;
  if (existsSync(file)) return file;
  throw new UsageError(`there is no certificate ${file}`);
}

/** Beside the certificate, as it says; else where runs are kept. */
function findRunOf(root: string, file: string, run: string, scenario: string): string {
  const beside = resolve(dirname(file), run);
  if (existsSync(beside)) return beside;
  return join(root, 'reports', 'runs', scenario, basename(run));
}

function lines(file: string, { problems, notes, certificate }: Verification): string[] {
  if (problems.length > 0)
    return [`Do not rely on ${file}:`, ...problems.map((line) => `  ${line}`), ...notes];
  const { runs = [], issuedAt } = certificate?.statement ?? {};
  return [`All holds of ${file}: issued ${issuedAt}, ${runs.length} runs judged again.`, ...notes];
}
