import { debianPart } from './debian-part.ts';

export const haproxy = debianPart({
  name: 'haproxy',
  version: '2.6',
  packages: ['haproxy'],
  programs: { haproxy: 'usr/sbin/haproxy' },
  versionFlags: ['-v'],
});
