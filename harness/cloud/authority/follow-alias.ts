import type { RecordSet } from '../route53/zone.ts';
import { chooseRecord } from './policies/choose-record.ts';
import { maxAliases, type QueryContext } from './policies/policy.ts';
import type { ZoneIndex } from './zone-index.ts';

/** Of the many things that an alias can name, one is emulated: a record set of the same zone. */
export class AliasUnsupported extends Error {
  override readonly name = 'AliasUnsupported';
  readonly code = 'ALIAS_UNSUPPORTED';

  constructor({ name, type, alias }: RecordSet, why: string) {
    super(`${name} ${type} is an alias of ${alias?.name}, ${why}`);
  }
}

/** The record sets that an alias names, which are of its own type. Throws AliasUnsupported. */
export function targetsIn(zone: ZoneIndex, record: RecordSet): readonly RecordSet[] {
  const found = zone.find(record.alias?.name ?? '')?.get(record.type);
  if (found) return found;
  throw new AliasUnsupported(record, 'which is no record set of this zone: that is not emulated');
}

/**
 * The record set that is answered for one, which is another if it is an alias; undefined if the
 * policy of what it names answers nothing. Throws AliasUnsupported and PolicyUnsupported.
 */
export function followAlias(record: RecordSet, context: QueryContext): RecordSet | undefined {
  let found: RecordSet | undefined = record;
  for (let hops = 0; found?.alias; hops += 1) {
    if (hops === maxAliases) throw new AliasUnsupported(record, 'which leads to no end');
    found = chooseRecord(context.targetsOf(found), context);
  }
  return found;
}
