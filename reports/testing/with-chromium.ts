import { type Browser, chromium } from 'playwright-core';

/** A headless Chromium for as long as the work takes. */
export async function withChromium<T>(
  executablePath: string,
  work: (browser: Browser) => Promise<T>,
): Promise<T> {
  // Its own sandbox needs rights that neither root nor most containers have; it opens our pages.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
