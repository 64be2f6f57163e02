import type { Answer, Question } from 'dns-packet';
import type { Reply } from '../dns/message.ts';
import { canonicalName } from '../dns/name.ts';
import type { RecordSet } from '../route53/zone.ts';
import { followAlias, targetsIn } from './follow-alias.ts';
import { chooseRecord } from './policies/choose-record.ts';
import type { QueryContext } from './policies/policy.ts';
import { toAnswers } from './record-data.ts';
import type { ZoneIndex } from './zone-index.ts';

/** Longest chain of CNAMEs inside the zone that is followed. */
const maxHops = 8;
/** Zone transfers; Route 53 has none. */
const transfers = new Set(['AXFR', 'IXFR']);

/** What is known of who asks, and of the health of what could be answered. */
export type Sight = Omit<QueryContext, 'targetsOf'>;

/**
 * What an authoritative server says (RFC 1034 4.3.2, RFC 2308): REFUSED outside the zone, NXDOMAIN
 * for a name that does not exist, NODATA for a type it does not have, both with the SOA.
 * Throws PolicyUnsupported, AliasUnsupported and RecordUnsupported.
 */
export function answerQuestion(zone: ZoneIndex, question: Question, sight: Sight): Reply {
  const type = question.type as string;
  const context = { ...sight, targetsOf: (alias: RecordSet) => targetsIn(zone, alias) };
  if (!zone.covers(canonicalName(question.name)) || transfers.has(type)) {
    return { rcode: 'REFUSED' };
  }
  const answers: Answer[] = [];
  let asked = question.name;
  for (let hops = 0; hops <= maxHops; hops += 1) {
    const types = zone.find(canonicalName(asked));
    if (!types) return negative(zone, 'NXDOMAIN', answers);
    const record = pick(types, type, context);
    if (!record) return negative(zone, 'NOERROR', answers);
    answers.push(...toAnswers(record, asked));
    if (record.type !== 'CNAME' || type === 'CNAME' || type === 'ANY') break;
    asked = canonicalName(record.values[0] ?? '');
    if (!zone.covers(asked)) break;
  }
  return { rcode: 'NOERROR', authoritative: true, answers };
}

function pick(
  types: ReadonlyMap<string, readonly RecordSet[]>,
  type: string,
  context: QueryContext,
): RecordSet | undefined {
  // RFC 8482 4.1: a question for ANY is answered with one of the record sets there are.
  const [first] = types.keys();
  const wanted = type === 'ANY' ? first : type;
  const chosen = chooseRecord(types.get(wanted ?? type) ?? types.get('CNAME') ?? [], context);
  return chosen && followAlias(chosen, context);
}

/** RFC 2308 3: the SOA's TTL in a negative answer is the lesser of its own and its minimum. */
function negative(zone: ZoneIndex, rcode: 'NXDOMAIN' | 'NOERROR', answers: Answer[]): Reply {
  const [soa] = zone.find(zone.name)?.get('SOA') ?? [];
  const authorities = (soa ? toAnswers(soa, zone.name) : []).map((record) =>
    record.type === 'SOA'
      ? { ...record, ttl: Math.min(record.ttl ?? 0, record.data.minimum ?? 0) }
      : record,
  );
  return { rcode, authoritative: true, answers, authorities };
}
