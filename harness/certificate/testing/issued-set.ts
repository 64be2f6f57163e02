import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Certificate, certificateText, issue } from '../certificate.ts';
import { readEvidence } from '../evidence.ts';
import { renderCertificate } from '../page.ts';
import { stateOf } from '../state.ts';
import type { Build } from '../statement.ts';
import { type Against, verifyCertificate } from '../verify.ts';
import { bindingsFor } from './evidence-of.ts';
import { GOLDEN_START_MS, writeSealedRun } from './sealed-run.ts';

export const keys = generateKeyPairSync('ed25519');

/** A certificate of one trial and its control, on disk with its journals, for tests. */
export class IssuedSet {
  readonly directory: string;
  readonly certificate: Certificate;
  readonly file: string;
  readonly page: string;

  private constructor(directory: string, certificate: Certificate) {
    this.directory = directory;
    this.certificate = certificate;
    this.file = join(directory, 'set', 'certificate.json');
    this.page = join(directory, 'set', 'certificate.html');
  }

  static async make(build: Build = bindingsFor().build): Promise<IssuedSet> {
    const { commit } = build;
    const directory = await mkdtemp(join(tmpdir(), 'certificate-'));
    const paths = ['../runs/trial', '../runs/control'];
    await mkdir(join(directory, 'set'));
    await writeSealedRun(resolve(directory, 'set', '../runs/trial'), { commit });
    await writeSealedRun(resolve(directory, 'set', '../runs/control'), { control: true, commit });
    const evidence = await Promise.all(
      paths.map((path) => readEvidence(resolve(directory, 'set', path), path)),
    );
    const asked = { scenarios: ['database_primary_failure'], trials: 1 };
    // An hour after its runs were started.
    const issuedAt = new Date(GOLDEN_START_MS + 60 * 60_000).toISOString();
    const certificate = issue(
      stateOf(evidence, bindingsFor({ asked, build, issuedAt })),
      keys.privateKey,
    );
    const set = new IssuedSet(directory, certificate);
    await writeFile(set.file, certificateText(certificate));
    await writeFile(set.page, renderCertificate(certificate));
    return set;
  }

  /** Every file that the certificate speaks for: its own two, and those of its runs. */
  async files(): Promise<readonly string[]> {
    const found: string[] = [this.file, this.page];
    for (const run of ['trial', 'control']) {
      const runDir = join(this.directory, 'runs', run);
      const names = await readdir(join(runDir, 'journal'));
      found.push(...names.map((name) => join(runDir, 'journal', name)));
      found.push(join(runDir, 'plan.yaml'), join(runDir, 'scenario.json'));
    }
    return found;
  }

  /** Against the day after its issue, in the checkout it was issued in. */
  verify(bytes: Uint8Array, changes: Partial<Against> = {}) {
    const { statement } = this.certificate;
    return verifyCertificate(bytes, {
      nowMs: Date.parse(statement.issuedAt) + 24 * 60 * 60_000,
      build: statement.build,
      readRun: (path) => readEvidence(resolve(this.directory, 'set', path), path),
      ...changes,
    });
  }
}
