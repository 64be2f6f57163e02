import type { RecordSet } from '../../route53/zone.ts';
import { isRecordHealthy, type Location, type Policy } from './policy.ts';

/** What a record for everywhere else has in place of a country. */
const everywhere = '*';

/**
 * The record of the smallest area that the question comes from: its country, then its continent,
 * then the default; of a place that nobody knows, the default. An unhealthy one is passed over for
 * the next larger; with all of them unhealthy the smallest is answered, and with none there is no
 * answer. Source: Route 53 Developer Guide, "Geolocation routing" and "How Amazon Route 53 chooses
 * records when health checking is configured". States of a country are not emulated.
 */
export const geolocation: Policy = {
  name: 'geolocation',
  governs: ({ geoLocation }) => geoLocation !== undefined && geoLocation.subdivision === undefined,
  choose: (records, context) => {
    const applicable = fromSmallest(records, context.location);
    return applicable.find((record) => isRecordHealthy(record, context)) ?? applicable[0];
  },
};

function fromSmallest(records: readonly RecordSet[], from: Location | undefined): RecordSet[] {
  const find = (matches: (area: NonNullable<RecordSet['geoLocation']>) => boolean) =>
    records.find(({ geoLocation }) => geoLocation && matches(geoLocation));
  return [
    from && find(({ country }) => country === from.country),
    from && find(({ continent }) => continent === from.continent),
    find(({ country }) => country === everywhere),
  ].filter((record) => record !== undefined);
}
