import { beforeAll, expect, test } from 'vitest';
import { deadlines } from '../testing/deadlines.ts';
import { fullJudged } from '../testing/full-judged.ts';
import { installChromium, withChromium } from '../testing/with-chromium.ts';
import { renderHtml } from './page.ts';

const { judged, journal } = fullJudged();
const picture = '#whole-run';

/** The first and the last mark of the axis, and what the picture says it shows. */
const shown = `({
  marks: [...document.querySelectorAll('${picture} .ticks text')].map((mark) => mark.textContent),
  said: document.querySelector('${picture}').closest('figure').previousElementSibling
    .querySelector('output').textContent,
  moving: document.querySelector('${picture} .moves rect').getAttribute('width'),
})`;

beforeAll(() => installChromium(), deadlines.installMs);

interface Shown {
  readonly marks: readonly string[];
  readonly said: string;
  readonly moving: string;
}

test(
  'a picture is zoomed by drag, by keys and by buttons',
  async () => {
    await withChromium(async (browser) => {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await page.setContent(renderHtml(judged, journal));
      const look = () => page.evaluate(shown) as Promise<Shown>;
      const whole = await look();
      const svg = page.locator(picture);
      await svg.scrollIntoViewIfNeeded();
      const box = await svg.boundingBox();
      if (!box) throw new Error('the picture is not there');
      // The picture is higher than the window.
      const y = Math.max(0, box.y) + 60;
      await page.mouse.move(box.x + box.width * 0.4, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 });
      await page.mouse.up();
      const dragged = await look();
      expect(dragged.said).toMatch(/^Shown: .+ to .+/);
      expect(dragged.marks).not.toEqual(whole.marks);
      expect(Number(dragged.moving)).toBeGreaterThan(Number(whole.moving));
      await page.keyboard.press('ArrowRight');
      expect((await look()).marks).not.toEqual(dragged.marks);
      await page.keyboard.press('Escape');
      expect(await look()).toMatchObject({ said: 'Shown: all of it', moving: expect.any(String) });
      expect(Number((await look()).moving)).toBeCloseTo(Number(whole.moving), 1);
      await page.getByRole('button', { name: 'Zoom in' }).first().click();
      await page.mouse.dblclick(box.x + box.width / 2, y);
      expect((await look()).said).toBe('Shown: all of it');
      expect(errors).toEqual([]);
    });
  },
  deadlines.pageMs,
);

test(
  'without script the page is whole and offers no zoom',
  async () => {
    await withChromium(async (browser) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.setContent(renderHtml(judged, journal));
      expect(await page.locator('button').count()).toBe(0);
      expect(await page.locator(`${picture} .ticks text`).count()).toBeGreaterThan(4);
    });
  },
  deadlines.pageMs,
);
