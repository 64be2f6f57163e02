import { debianPart } from './debian-part.ts';

/** A container engine for machines that have none. */
export const docker = debianPart({
  name: 'docker',
  purpose: 'containers, by `blackstart engine-room`',
  version: '20.10',
  packages: ['docker.io', 'containerd', 'runc', 'tini'],
  programs: {
    dockerd: 'usr/sbin/dockerd',
    containerd: 'usr/bin/containerd',
    runc: 'usr/sbin/runc',
    'tini-static': 'usr/bin/tini-static',
  },
  versionFlags: ['--version'],
});
