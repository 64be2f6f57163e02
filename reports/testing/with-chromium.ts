import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, type InstalledPart, installPart } from '../../harness/parts/index.ts';

/** Chromium, fetched if it is not there: a test does so before its own time counts. */
export const installChromium = (): Promise<InstalledPart> => installPart('chromium');

/** A headless Chromium for as long as the work takes; it can open files and what is on loopback. */
export async function withChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const part = await installChromium();
  const browser = await chromium.launch({
    executablePath: part.program('chromium'),
    env: { ...process.env, ...part.environment },
    args: [...chromiumFlags],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
