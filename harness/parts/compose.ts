import { debianPart } from './debian-part.ts';

/** What it imports, and what that imports. */
const modules = [
  ...['docker', 'dockerpty', 'docopt', 'dotenv', 'jsonschema', 'requests', 'texttable'],
  ...['websocket', 'yaml', 'distro', 'urllib3', 'charset-normalizer', 'chardet', 'idna'],
  ...['certifi', 'attr', 'pyrsistent', 'six', 'distutils'],
];

/** The older of the two that read a Compose file; it needs Python 3 of this machine. */
export const compose = debianPart({
  name: 'compose',
  purpose: 'tests of docker-compose.regions.yml',
  version: '1.29',
  packages: ['docker-compose', ...modules.map((name) => `python3-${name}` as const)],
  programs: { 'docker-compose': 'usr/bin/docker-compose' },
  environment: { PYTHONPATH: '{prefix}/usr/lib/python3/dist-packages' },
  versionFlags: ['version', '--short'],
});
