import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errors, type Page } from 'playwright-core';
import type { JourneyEntry } from '../journal/index.ts';
import { pictureMs } from './deadlines.ts';

/** In the directory of the run. */
const DIRECTORY = 'pictures';
/** A picture is about 15 KB, and a report holds them all. */
const mostPictures = 12;
/** An outage has few faces; so many of them, and never the same twice. */
const mostOfAnOutage = 3;

type Picture = NonNullable<JourneyEntry['picture']>;

/** Keeps a picture of what is new: the first whole journey, each face of an outage, its end. */
export class Pictures {
  readonly #runDir: string;
  readonly #faces = new Set<string>();
  #kept = 0;
  #wholeIsKnown = false;

  constructor(runDir: string) {
    this.#runDir = runDir;
  }

  /** A picture of what the user sees at the end of a journey, if it is one to keep. */
  async keep(
    page: Page,
    { id, failed }: Pick<JourneyEntry, 'id' | 'failed'>,
  ): Promise<Picture | undefined> {
    if (this.#kept >= mostPictures || !this.#isNew(failed)) return undefined;
    const bytes = await drawn(page);
    if (!bytes) return undefined;
    const file = join(DIRECTORY, `journey-${id}.jpg`);
    await mkdir(join(this.#runDir, DIRECTORY), { recursive: true });
    await writeFile(join(this.#runDir, file), bytes);
    this.#kept += 1;
    this.#remember(failed);
    return { file, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  #isNew(failed: JourneyEntry['failed']): boolean {
    if (!failed) return !this.#wholeIsKnown;
    return this.#faces.size < mostOfAnOutage && !this.#faces.has(failed.shown);
  }

  #remember(failed: JourneyEntry['failed']): void {
    this.#wholeIsKnown = !failed;
    if (failed) this.#faces.add(failed.shown);
    else this.#faces.clear();
  }
}

/** Nothing while a page is so busy that it cannot be drawn; the log says so. */
async function drawn(page: Page): Promise<Buffer | undefined> {
  try {
    return await page.screenshot({ type: 'jpeg', quality: 60, timeout: pictureMs });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    process.stderr.write(`no picture: ${error.message}\n`);
    return undefined;
  }
}
