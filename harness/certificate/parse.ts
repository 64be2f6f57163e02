import { z } from 'zod';
import { type Certificate, certificateText, UNSIGNED } from './certificate.ts';

/** A certificate as far as it could be read, and what is wrong with its text. */
export interface Parsed {
  readonly certificate?: Certificate;
  readonly problems: readonly string[];
}

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const count = z.int().nonnegative();

/** What verification works with; everything else is compared with what the journals say. */
const statement = z.looseObject({
  kind: z.literal('blackstart-certificate'),
  version: z.literal(1),
  issuedAt: z.iso.datetime(),
  validDays: z.number().positive(),
  certified: z.boolean(),
  notCertified: z.array(z.string()),
  asked: z.strictObject({ scenarios: z.array(z.string()), trials: count }),
  build: z.strictObject({ commit: z.string(), engineSha256: hex(64).optional() }),
  parts: z.array(
    z.strictObject({
      name: z.string(),
      version: z.string(),
      origin: z.string(),
      digest: z.string(),
    }),
  ),
  mutants: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('measured'),
      commit: z.string(),
      profile: z.string().optional(),
      caught: count,
      missed: count,
      notApplicable: count,
    }),
    z.strictObject({ state: z.literal('absent'), why: z.string() }),
  ]),
  conditions: z.looseObject({ engine: z.string() }),
  runs: z.array(z.looseObject({ path: z.string(), scenario: z.string() })).min(1),
});

const schema = z.strictObject({
  statement,
  digest: hex(64),
  signature: z.discriminatedUnion('algorithm', [
    // 12 bytes say that it is Ed25519, 32 are the key (RFC 8410); a signature has 64.
    z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: hex(88), value: hex(128) }),
    z.strictObject({ algorithm: z.literal('none'), meaning: z.literal(UNSIGNED) }),
  ]),
});

/** Reads the bytes of a certificate; never throws. Only its own canonical text is accepted. */
export function parseCertificate(bytes: Uint8Array): Parsed {
  try {
    return parse(bytes);
  } catch (error) {
    // Not JSON, or nested deeper than any statement.
    return { problems: [`it cannot be read: ${(error as Error).message}`] };
  }
}

function parse(bytes: Uint8Array): Parsed {
  const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const { success, error } = schema.safeParse(value);
  if (!success)
    return { problems: error.issues.map((one) => `${one.path.join('.')}: ${one.message}`) };
  const certificate = value as Certificate;
  const own = Buffer.from(certificateText(certificate));
  if (own.equals(bytes)) return { certificate, problems: [] };
  const at = own.findIndex((byte, index) => byte !== bytes[index]);
  const place = at < 0 ? own.length : at;
  return { certificate, problems: [`its text was changed, from byte ${place + 1} on`] };
}
