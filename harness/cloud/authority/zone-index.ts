import { selfAndAncestors } from '../dns/name.ts';
import type { RecordSet, ZoneSnapshot } from '../route53/zone.ts';

/** A zone laid out for looking names up. */
export interface ZoneIndex {
  readonly name: string;
  covers(name: string): boolean;
  /** Record sets of a name by type, from a wildcard if need be; undefined if it does not exist. */
  find(name: string): ReadonlyMap<string, readonly RecordSet[]> | undefined;
}

/** Indexes a zone; names between a record and the apex exist too, though empty (RFC 8020). */
export function indexZone({ name: apex, records }: ZoneSnapshot): ZoneIndex {
  const names = new Map<string, Map<string, RecordSet[]>>();
  const covers = (name: string) => name === apex || name.endsWith(`.${apex}`);
  for (const record of records) {
    for (const name of selfAndAncestors(record.name)) {
      if (covers(name) && !names.has(name)) names.set(name, new Map());
    }
    const types = names.get(record.name);
    if (!types) continue;
    types.set(record.type, [...(types.get(record.type) ?? []), record]);
  }
  return {
    name: apex,
    covers,
    find: (name) => {
      const encloser = selfAndAncestors(name).find((candidate) => names.has(candidate));
      if (encloser === undefined) return undefined;
      return encloser === name ? names.get(name) : names.get(`*.${encloser}`);
    },
  };
}
