import { debianPart } from './debian-part.ts';

const bin = 'usr/lib/postgresql/15/bin';
const names = [
  'postgres',
  'initdb',
  'pg_ctl',
  'pg_basebackup',
  'pg_rewind',
  'pg_controldata',
  'pg_waldump',
  'pg_isready',
  'pg_dump',
  'pg_restore',
  'pg_verifybackup',
  'pg_checksums',
  'pg_receivewal',
  'psql',
];

/** Always the archive's, never the machine's own, so that all runs use the same build. */
export const postgres = debianPart({
  name: 'postgres',
  version: '15',
  packages: ['postgresql-15', 'postgresql-client-15', 'libpq5'],
  programs: Object.fromEntries(names.map((name) => [name, `${bin}/${name}`])),
  versionFlags: ['--version'],
});
