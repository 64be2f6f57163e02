import { debianPart } from './debian-part.ts';

/** Server, Sentinel and client. */
export const redis = debianPart({
  name: 'redis',
  version: '7.0',
  packages: ['redis-server', 'redis-sentinel', 'redis-tools'],
  programs: {
    'redis-server': 'usr/bin/redis-server',
    'redis-sentinel': 'usr/bin/redis-sentinel',
    'redis-cli': 'usr/bin/redis-cli',
  },
  versionFlags: ['--version'],
});
