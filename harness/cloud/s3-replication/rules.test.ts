import type { ReplicationRule } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { isCopied, rulesInForce } from './rules.ts';

const rule = (more: Partial<ReplicationRule>): ReplicationRule => ({
  Status: 'Enabled',
  Destination: { Bucket: 'arn:aws:s3:::west' },
  ...more,
});
const version = { key: 'a/1', id: '1', etag: 'x', isLatest: true, modifiedMs: 0 };
const marker = { ...version, etag: undefined };

test('a disabled rule is none, and the highest priority comes first', () => {
  const rules = rulesInForce([
    rule({ Status: 'Disabled', Priority: 9 }),
    rule({ Priority: 1, Filter: { Prefix: 'a/' } }),
    rule({ Priority: 2, Filter: { Prefix: 'b/' } }),
  ]);
  expect(rules.map(({ prefix }) => prefix)).toEqual(['b/', 'a/']);
  expect(rules[0]?.bucket).toBe('west');
});

test('what no prefix fits is not copied', () => {
  expect(isCopied(rulesInForce([rule({ Filter: { Prefix: 'b/' } })]), version)).toBe(false);
  expect(isCopied(rulesInForce([rule({ Filter: { Prefix: 'a/' } })]), version)).toBe(true);
  expect(isCopied(rulesInForce([rule({})]), version)).toBe(true);
});

test('a delete marker is copied if it is the latest, and the first rule that fits says so', () => {
  const markers = { DeleteMarkerReplication: { Status: 'Enabled' } } as const;
  const withMarkers = rulesInForce([rule(markers)]);
  expect(isCopied(withMarkers, marker)).toBe(true);
  expect(isCopied(withMarkers, { ...marker, isLatest: false })).toBe(false);
  const stricter = rule({ Priority: 2, Filter: { Prefix: 'a/' } });
  expect(isCopied(rulesInForce([rule({ ...markers, Priority: 1 }), stricter]), marker)).toBe(false);
});
