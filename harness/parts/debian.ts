import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deadlines } from './deadlines.ts';
import { thinStatus } from './debian-status.ts';
import { fileDigest, textDigest } from './digest.ts';
import { takeLock } from './lock.ts';
import type { Workshop } from './recipe.ts';
import { relinkWithin } from './relink.ts';

const remedy = 'check that `apt-get update` works here (network, proxy, package sources)';

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly digest: string;
}

export interface Unpacked {
  readonly packages: readonly DebianPackage[];
  /** sha256 over all packages. */
  readonly digest: string;
}

/**
 * Unpacks Debian packages, and the libraries they need that this machine lacks, into `target`
 * without installing anything. That they are the archive's own is checked by apt, through the
 * signatures of the archive; point releases leave the archive, so versions are found, not pinned.
 * Throws PartUnavailable.
 */
export async function unpackDebian(
  workshop: Workshop,
  wanted: readonly string[],
  target: string,
): Promise<Unpacked> {
  const files = await fetchPackages(workshop, wanted);
  const packages: DebianPackage[] = [];
  await mkdir(target, { recursive: true });
  for (const file of files) {
    const fields = await workshop.run({
      program: 'dpkg-deb',
      arguments: ['--field', file, 'Package', 'Version'],
      remedy,
    });
    const [name = '', version = ''] = fields.map((field) => field.replace(/^\w+: /, ''));
    await workshop.run({ program: 'dpkg-deb', arguments: ['-x', file, target], remedy });
    packages.push({ name, version, digest: await fileDigest(file) });
  }
  await rm(archives(workshop), { recursive: true });
  await relinkWithin(target);
  const list = packages.map(({ name, version, digest }) => `${name} ${version} ${digest}`).sort();
  return { packages, digest: textDigest(list.join('\n')) };
}

const archives = (workshop: Workshop): string => join(workshop.directory, '.debs');

/** One apt at a time, because the package lists are shared by all parts. */
async function fetchPackages(workshop: Workshop, wanted: readonly string[]): Promise<string[]> {
  const shared = join(workshop.cache, 'debian');
  const configuration = await configure(workshop, shared, wanted);
  await using _lock = await takeLock(
    workshop.clock,
    shared,
    () => workshop.say('waiting for apt-get'),
    workshop.signal,
  );
  const apt = (...rest: string[]): Promise<readonly string[]> =>
    workshop.run({
      program: 'apt-get',
      arguments: ['-c', configuration, '-qq', '-y', '--no-install-recommends', ...rest],
      cwd: archives(workshop),
      remedy,
    });
  const fresh = await updateLists(workshop, shared, apt);
  try {
    await download(workshop, wanted, apt);
  } catch (error) {
    if (fresh) throw error;
    await rm(stampOf(shared));
    await updateLists(workshop, shared, apt);
    await download(workshop, wanted, apt);
  }
  const names = await readdir(archives(workshop));
  return names
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(archives(workshop), name));
}

type Apt = (...rest: string[]) => Promise<readonly string[]>;

async function download(workshop: Workshop, wanted: readonly string[], apt: Apt): Promise<void> {
  const plan = await apt('--simulate', 'install', ...wanted);
  const picked = plan.flatMap((line) => {
    const [, name = '', version = ''] = /^Inst (\S+) (?:\[\S+\] )?\((\S+) /.exec(line) ?? [];
    return wanted.includes(name) || isLibrary(name) ? [`${name}=${version}`] : [];
  });
  workshop.say(`downloading ${picked.length} Debian packages`);
  await apt('download', ...picked);
}

/** The C library has to be the one of the machine's own loader. */
const isLibrary = (name: string): boolean => name.startsWith('lib') && !name.startsWith('libc6');

const stampOf = (shared: string): string => join(shared, 'updated');

/** True if the package lists were fetched just now. */
async function updateLists(workshop: Workshop, shared: string, apt: Apt): Promise<boolean> {
  const stamp = await stat(stampOf(shared)).catch(() => undefined);
  if (stamp && workshop.clock.wallMs() - stamp.mtimeMs < deadlines.listsMs) return false;
  workshop.say('fetching package lists');
  await apt('update');
  await writeFile(stampOf(shared), '');
  return true;
}

/** Everything apt reads or writes is made private, save where packages come from and their keys. */
async function configure(
  workshop: Workshop,
  shared: string,
  wanted: readonly string[],
): Promise<string> {
  const own = archives(workshop);
  await mkdir(join(shared, 'lists', 'partial'), { recursive: true });
  await mkdir(join(own, 'partial'), { recursive: true });
  const status = await readFile('/var/lib/dpkg/status', 'utf8').catch(() => '');
  await writeFile(join(own, 'status'), thinStatus(status, wanted));
  const path = join(own, 'apt.conf');
  await writeFile(
    path,
    [
      ...['Update::Post-Invoke', 'Update::Post-Invoke-Success'].map((h) => `#clear APT::${h};`),
      `Dir::State "${own}";`,
      `Dir::State::status "${join(own, 'status')}";`,
      `Dir::State::lists "${join(shared, 'lists')}";`,
      `Dir::Cache "${own}";`,
      `Dir::Cache::archives "${own}";`,
      'Dir::Cache::pkgcache "";',
      'Dir::Cache::srcpkgcache "";',
      'Dir::Log "/dev/null";',
      'Acquire::Languages "none";',
      'Acquire::Retries "3";',
      'Acquire::AllowInsecureRepositories "false";',
      'APT::Get::AllowUnauthenticated "false";',
      ...(process.getuid?.() === 0 ? ['APT::Sandbox::User "root";'] : []),
      '',
    ].join('\n'),
  );
  return path;
}
