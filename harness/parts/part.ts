/** Names of what regions are made of. */
export type RegionPartName =
  | 'postgres'
  | 'redis'
  | 'etcd'
  | 'haproxy'
  | 'java'
  | 'kafka'
  | 'localstack'
  | 'toxiproxy';

/** Names of everything that is fetched or built. */
export type PartName = RegionPartName | 'k6' | 'chromium' | 'docker' | 'debootstrap' | 'compose';

/** A part that is ready to run: where its programs are, and the environment they need. */
export interface InstalledPart {
  readonly name: PartName;
  readonly version: string;
  /** How it came here: `Debian package`, `on PATH`, `Maven`, `PyPI`, `Go module`. */
  readonly origin: string;
  /** Content digest of what was installed (sha256, hex). */
  readonly digest: string;
  /** Root of the installed files. */
  readonly prefix: string;
  /** Absolute path of a program of this part; throws if it has none of that name. */
  program(name: string): string;
  /** Environment its programs need (LD_LIBRARY_PATH, PYTHONPATH, …), to lay over one's own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** All that regions need. */
export type Parts = Readonly<Record<RegionPartName, InstalledPart>>;
