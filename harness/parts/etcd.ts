import { debianPart } from './debian-part.ts';

export const etcd = debianPart({
  name: 'etcd',
  version: '3.4',
  packages: ['etcd-server', 'etcd-client'],
  programs: { etcd: 'usr/bin/etcd', etcdctl: 'usr/bin/etcdctl' },
  versionFlags: ['--version'],
});
