import { debianPart } from './debian-part.ts';

/** Makes what images are built on, where their base cannot be fetched. */
export const debootstrap = debianPart({
  name: 'debootstrap',
  purpose: 'images where no registry can be reached',
  version: '1.0',
  packages: ['debootstrap'],
  programs: { debootstrap: 'usr/sbin/debootstrap' },
  environment: { DEBOOTSTRAP_DIR: '{prefix}/usr/share/debootstrap' },
  versionFlags: ['--version'],
});
