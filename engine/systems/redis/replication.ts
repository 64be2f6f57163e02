import type { Address } from '../../ports/endpoints.ts';

/** What one server says of replication. */
export interface Replication {
  readonly role: 'master' | 'slave';
  /** Names the history that the position counts in; positions of two are not comparable. */
  readonly history: string;
  /** Bytes of that history it has; undefined if it cannot know. */
  readonly position: number | undefined;
  /** Whom it follows, as it sees it. */
  readonly leader: Address | undefined;
  readonly linkUp: boolean;
}

function fieldsOf(info: string): ReadonlyMap<string, string> {
  const lines = info.split(/\r?\n/).filter((line) => line.includes(':'));
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

/**
 * A replica that never had a whole copy, or gave it up for another that is under way, says 0 or 1
 * as well, which then is no position.
 */
function positionOf(fields: ReadonlyMap<string, string>): number | undefined {
  const leads = fields.get('role') === 'master';
  const said = Number(fields.get(leads ? 'master_repl_offset' : 'slave_repl_offset') ?? Number.NaN);
  if (leads) return Number.isSafeInteger(said) ? said : undefined;
  const copying = fields.get('master_sync_in_progress') === '1';
  const copied = fields.get('master_link_status') === 'up' || said > 1;
  return Number.isSafeInteger(said) && copied && !copying ? said : undefined;
}

/** Reads `INFO replication`. Throws if that is not what it is. */
export function replicationFrom(info: string): Replication {
  const fields = fieldsOf(info);
  const role = fields.get('role');
  const history = fields.get('master_replid');
  if ((role !== 'master' && role !== 'slave') || history === undefined) {
    throw new Error(`expected what Redis says of replication, found ${info.slice(0, 80)}`);
  }
  const host = fields.get('master_host');
  const port = Number(fields.get('master_port'));
  return {
    role,
    history,
    position: positionOf(fields),
    leader: role === 'slave' && host !== undefined ? { host, port } : undefined,
    linkUp: fields.get('master_link_status') === 'up',
  };
}
