import type { RecordSet } from '../../route53/zone.ts';
import { isRecordHealthy, type Policy } from './policy.ts';

/**
 * One of the healthy records, each as often as its weight says among theirs. Those of weight 0 are
 * answered only when no other is healthy, all of them equally often. With none healthy Route 53
 * takes all for healthy. Source: Route 53 Developer Guide, "Weighted routing" and "How Amazon
 * Route 53 chooses records when health checking is configured".
 */
export const weighted: Policy = {
  name: 'weighted',
  governs: (record) => record.weight !== undefined,
  choose: (records, context) => {
    const healthy = records.filter((record) => isRecordHealthy(record, context));
    const among = healthy.length > 0 ? healthy : records;
    const heavy = among.filter((record) => weightOf(record) > 0);
    return heavy.length > 0
      ? drawn(heavy, weightOf, context.random())
      : drawn(among, () => 1, context.random());
  },
};

const weightOf = ({ weight = 0 }: RecordSet) => weight;

/** The record in whose share of the sum a share from 0 to below 1 lies. */
function drawn(
  records: readonly RecordSet[],
  weight: (record: RecordSet) => number,
  share: number,
): RecordSet | undefined {
  let left = share * records.reduce((sum, record) => sum + weight(record), 0);
  return (
    records.find((record) => {
      left -= weight(record);
      return left < 0;
    }) ?? records.at(-1)
  );
}
