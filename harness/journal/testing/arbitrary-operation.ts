import fc from 'fast-check';
import type { OperationEntry } from '../entry.ts';

const moment = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }),
  fc.double({ min: 0, max: 1e7, noNaN: true }),
  fc.integer({ min: 0, max: 1e9 }).map((micros) => micros / 1_000),
);
const word = fc.oneof(
  fc.constantFrom('us-east-1', 'core-api', 'timeout'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const always = fc.record({
  atMs: moment,
  lastedMs: moment,
  id: fc.oneof(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 2 ** 53 - 1 })),
  type: fc.constantFrom<OperationEntry['type'][]>('write', 'read'),
  service: word,
  vantage: word,
  outcome: fc.constantFrom<OperationEntry['outcome'][]>('ok', 'fail', 'indeterminate'),
  bytes: fc.oneof(fc.constant(256), fc.nat()),
});
const sometimes = fc.record(
  { error: word, region: word, epoch: fc.integer({ min: 0, max: 3 }), found: fc.boolean() },
  { requiredKeys: [] },
);

/** Any operation that a journal may hold. */
export const arbitraryOperation: fc.Arbitrary<OperationEntry> = fc
  .tuple(always, sometimes)
  .map(([{ lastedMs, ...fields }, others]) => {
    return { kind: 'op', ...fields, endMs: fields.atMs + lastedMs, ...others };
  });
