import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withChromium } from '../testing/with-chromium.ts';

/** Pictures of a page, by the names of their files: its top, and two figures of it. */
const figures = {
  'waterfall.png': 'svg[aria-labelledby^="waterfall-1-"]',
  'timeline.png': '#close-up, #whole-run',
};

/** Takes pictures of a report, in the light, and gives their paths. */
export async function picturePage(page: string, directory: string): Promise<readonly string[]> {
  return withChromium(async (browser) => {
    const tab = await browser.newPage({
      viewport: { width: 1180, height: 1200 },
      deviceScaleFactor: 1.25,
      colorScheme: 'light',
    });
    await tab.goto(pathToFileURL(page).href);
    const top = join(directory, 'report.png');
    await tab.screenshot({ path: top });
    const paths = [top];
    for (const [name, selector] of Object.entries(figures)) {
      const figure = tab.locator(selector).first();
      if ((await figure.count()) === 0) continue;
      paths.push(join(directory, name));
      await figure.screenshot({ path: join(directory, name) });
    }
    return paths;
  });
}
