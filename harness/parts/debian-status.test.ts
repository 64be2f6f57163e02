import { expect, test } from 'vitest';
import { thinStatus } from './debian-status.ts';

const status = `Package: libpq5
Status: install ok installed
Architecture: amd64
Version: 15.18-0
Depends: libc6 (>= 2.33),
 libssl3

Package: libicu72
Status: install ok installed
Architecture: amd64
Multi-Arch: same
Version: 72.1-3
Provides: libicu (= 72)
Description: a library
 of many lines

Package: libmaven3-core-java
Status: install ok installed
Architecture: all
Version: 3.8.7-1

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1

Package: breaking
Status: install ok half-installed
Architecture: amd64
Version: 2
`;

test('what is wanted is absent, what is there asks for nothing', () => {
  expect(thinStatus(status, ['libpq5'])).toBe(`Package: libicu72
Status: install ok installed
Architecture: amd64
Multi-Arch: same
Version: 72.1-3
Provides: libicu (= 72)

`);
});

test('a machine without packages has an empty status', () => {
  expect(thinStatus('', ['libpq5'])).toBe('');
});
