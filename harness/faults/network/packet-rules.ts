import type { Address } from '../../../engine/index.ts';

export interface PacketLoss {
  readonly manner: 'drop' | 'reject';
  readonly stream: 'upstream' | 'downstream' | undefined;
  /** From 0 to 1. */
  readonly share: number;
}

/**
 * One script for nft, in a table of its own: what comes to these ends of links, and what they send
 * back, is counted and then lost. Removing the table undoes it.
 */
export function rulesOf(
  table: string,
  ends: readonly Address[],
  { manner, stream, share }: PacketLoss,
): string {
  const chance = share < 1 ? `numgen random mod 10000 < ${Math.round(share * 10_000)} ` : '';
  const verdict = manner === 'drop' ? 'drop' : 'reject with tcp reset';
  const rule = (hook: string, match: string) =>
    `add rule ip ${table} ${hook} ${match} ${chance}counter ${verdict}`;
  const upstream = ends.map(({ host, port }) =>
    rule('input', `ip daddr ${host} tcp dport ${port}`),
  );
  const downstream = ends.map(({ host, port }) =>
    rule('output', `ip saddr ${host} tcp sport ${port}`),
  );
  const chain = (hook: string) =>
    `add chain ip ${table} ${hook} { type filter hook ${hook} priority 0; }`;
  return [
    `add table ip ${table}`,
    ...['input', 'output'].map(chain),
    ...(stream === 'downstream' ? [] : upstream),
    // A reset answers what came; what is sent back then has no connection to belong to.
    ...(stream === 'upstream' || manner === 'reject' ? [] : downstream),
  ].join('; ');
}
