import { z } from 'zod';
import type { Plan } from '../plan/schema.ts';
import type { Address, Endpoints } from '../ports/endpoints.ts';

export class SettingsInvalid extends Error {
  override readonly name = 'SettingsInvalid';
  readonly code = 'SETTINGS_INVALID';
}

/** Where an engine listens that was not told otherwise: this host alone reaches it. */
export const defaultListen: Address = { host: '127.0.0.1', port: 7800 };

const text = z.string().min(1);
const address = z.strictObject({ host: text, port: z.int().min(1).max(65535) });
const seenFrom = z.record(text, address);
const credentials = z.strictObject({ accessKeyId: text, secretAccessKey: text });
const region = z.strictObject({
  postgres: z.strictObject({
    seenFrom,
    user: text,
    password: z.string(),
    database: text,
    slots: z.record(text, text),
  }),
  redis: z.strictObject({ seenFrom, username: text.optional(), password: text.optional() }),
  kafka: z.strictObject({ seenFrom, others: z.array(seenFrom).optional() }),
  s3: z.strictObject({ seenFrom, bucket: text, credentials: credentials.optional() }),
  gateway: z.strictObject({ seenFrom }),
  etcd: z.strictObject({ seenFrom }),
  agent: z.strictObject({ seenFrom, token: text }).optional(),
});
const schema = z.strictObject({
  home: text,
  listen: address.default(defaultListen),
  regions: z.record(text, region),
  route53: z.strictObject({ seenFrom }),
  vantages: z.record(text, z.strictObject({ resolver: address })),
  service: z.strictObject({ name: text, records: z.record(text, text) }),
});

function parse(value: string | undefined): unknown {
  if (!value) throw new SettingsInvalid('BLACKSTART_ENDPOINTS is not set: expected JSON');
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new SettingsInvalid('BLACKSTART_ENDPOINTS is not JSON', { cause });
  }
}

/** Throws SettingsInvalid with everything that is wrong, or that the plan names and it lacks. */
export function endpointsFrom(value: string | undefined, plan: Plan): Endpoints {
  const parsed = schema.safeParse(parse(value));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsInvalid(`BLACKSTART_ENDPOINTS cannot be used:\n${lines.join('\n')}`);
  }
  const endpoints: Endpoints = parsed.data;
  const lacking = [
    ...Object.keys(plan.regions).filter((name) => !endpoints.regions[name]),
    ...[plan.dns.failover, plan.dns.lastResort ?? []]
      .flat()
      .filter((name) => !endpoints.service.records[name]),
    ...plan.dns.propagation.from.filter((name) => !endpoints.vantages[name]),
  ];
  if (lacking.length > 0) {
    const names = [...new Set(lacking)].join(', ');
    throw new SettingsInvalid(`BLACKSTART_ENDPOINTS lacks what the plan names: ${names}`);
  }
  return endpoints;
}
