import { pathToFileURL } from 'node:url';
import { withChromium } from '../testing/with-chromium.ts';

/** The top of a page as a picture, in the light, at twice the density of a plain screen. */
export async function picturePage(
  page: string,
  picture: string,
  chromiumPath: string,
): Promise<void> {
  await withChromium(chromiumPath, async (browser) => {
    const tab = await browser.newPage({
      viewport: { width: 1180, height: 1500 },
      deviceScaleFactor: 1.5,
      colorScheme: 'light',
    });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: picture });
  });
}
