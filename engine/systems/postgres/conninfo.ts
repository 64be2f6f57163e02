import type { PostgresLeader } from './leader.ts';

const quoted = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/**
 * A standby's `primary_conninfo`, ready to stand between quotes in SQL: libpq's escapes first,
 * then SQL's (a quote is doubled).
 */
export function conninfo(leader: PostgresLeader): string {
  const parts = {
    host: leader.address.host,
    port: String(leader.address.port),
    user: leader.user,
    password: leader.password,
    application_name: leader.standby,
    // A leader that vanished without a word is noticed within seconds, not after two hours.
    connect_timeout: '5',
    keepalives_idle: '2',
  };
  return Object.entries(parts)
    .map(([key, value]) => `${key}=${quoted(value)}`)
    .join(' ')
    .replaceAll("'", "''");
}
