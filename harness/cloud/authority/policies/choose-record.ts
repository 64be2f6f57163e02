import type { RecordSet } from '../../route53/zone.ts';
import { failover } from './failover.ts';
import { geolocation } from './geolocation.ts';
import type { Policy, QueryContext } from './policy.ts';
import { simple } from './simple.ts';
import { weighted } from './weighted.ts';

/** Every policy that is emulated; another is one more file and one more word here. */
const policies: readonly Policy[] = [simple, failover, geolocation, weighted];

export class PolicyUnsupported extends Error {
  override readonly name = 'PolicyUnsupported';
  readonly code = 'POLICY_UNSUPPORTED';

  constructor({ name, type }: RecordSet) {
    const known = policies.map((policy) => policy.name).join(', ');
    super(`${name} ${type}: its routing policy is not emulated; known are ${known}`);
  }
}

/** The record set to answer of those with one name and type. Throws PolicyUnsupported. */
export function chooseRecord(
  records: readonly RecordSet[],
  context: QueryContext,
): RecordSet | undefined {
  const [first] = records;
  if (!first) return undefined;
  const policy = policies.find(({ governs }) => records.every(governs));
  if (!policy) throw new PolicyUnsupported(first);
  return policy.choose(records, context);
}
