import { isRecordHealthy, type Policy } from './policy.ts';

/**
 * The primary while it is healthy, else the secondary while that is. With none healthy Route 53
 * takes all for healthy, so the primary is answered. Source: Route 53 Developer Guide, "How
 * Amazon Route 53 chooses records when health checking is configured".
 */
export const failover: Policy = {
  name: 'failover',
  governs: (record) => record.failover !== undefined,
  choose: (records, context) => {
    const primary = records.find((record) => record.failover === 'PRIMARY');
    const secondary = records.find((record) => record.failover === 'SECONDARY');
    if (primary && isRecordHealthy(primary, context)) return primary;
    if (secondary && isRecordHealthy(secondary, context)) return secondary;
    return primary ?? secondary;
  },
};
