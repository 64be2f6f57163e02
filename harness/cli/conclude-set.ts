import type { Clock } from '../../engine/index.ts';
import { notBound } from '../certificate/index.ts';
import { exitCode } from './exit-code.ts';
import { type IssueRequest, issueCertificate } from './issue-certificate.ts';

/** What is said of a set that was made, and what the process ends with if nothing is worse. */
export interface Concluded {
  readonly lines: readonly string[];
  readonly code: number;
}

/** Issues the certificate of a set, if there can be one. The last line says why there is none. */
export async function concludeSet(request: IssueRequest, clock: Clock): Promise<Concluded> {
  const { set } = request;
  const why =
    set.profile !== 'realtime'
      ? `only realtime certifies, and this was ${set.profile}`
      : set.cutShort !== undefined && `the set was cut short: ${set.cutShort}`;
  if (why) return { lines: [`No certificate: ${why}.`], code: exitCode.unknown };
  const { certificate, file } = await issueCertificate(request, clock);
  const { statement, signature } = certificate;
  const kind = statement.certified ? 'Certificate' : 'Not certified';
  const lines = [
    `${kind}: ${file}`,
    signature.algorithm === 'none' ? signature.meaning : 'Signed (Ed25519).',
    ...notBound(statement),
    ...statement.notCertified.map((reason) => `No certificate: ${reason}`),
  ];
  return { lines, code: statement.certified ? exitCode.ok : exitCode.unknown };
}
