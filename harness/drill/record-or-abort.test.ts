import { expect, it } from 'vitest';
import type { Entry } from '../journal/index.ts';
import { recordOrAbort } from './record-or-abort.ts';

const entry: Entry = { kind: 'end', atMs: 1 };

it('hands entries on', () => {
  const entries: Entry[] = [];
  const { record, failed } = recordOrAbort({ append: (one) => void entries.push(one) });
  record(entry);
  expect(entries).toEqual([entry]);
  expect(failed.aborted).toBe(false);
});

it('does not throw at who records, but aborts with the first failure', () => {
  const failures = [new Error('first'), new Error('second')];
  const [first] = failures;
  const { record, failed } = recordOrAbort({
    append: () => {
      throw failures.shift();
    },
  });
  record(entry);
  record(entry);
  expect(failed.reason).toBe(first);
});
