import { errors, type Locator, type Page, type Response } from 'playwright-core';
import type { Clock } from '../../engine/index.ts';
import { readWordsMs } from './deadlines.ts';

/** Something that a user does, after which they wait for another page. */
export interface Step {
  readonly act: (page: Page) => Promise<unknown>;
  /** What is there if the page is the right one. */
  readonly expected: (page: Page) => Locator;
}

export interface Taken {
  /** What the user read instead of what they had waited for; absent if the step succeeded. */
  readonly shown?: string;
  /** Region that answered, if one did. */
  readonly region?: string | undefined;
}

/** As much as says what it is. */
const mostLetters = 200;

/**
 * Does a step, and waits for its page at most `patienceMs` in all. What keeps a user from their
 * page is a result; throws what is wrong with the browser itself.
 */
export async function takeStep(
  page: Page,
  { act, expected }: Step,
  patienceMs: number,
  clock: Clock,
): Promise<Taken> {
  const over = new AbortController();
  const late = clock.sleep(patienceMs, over.signal).then(() => 'late' as const);
  // Nobody waits for it once the step has ended; nor for the page, once it is late.
  late.catch(() => undefined);
  const answered = answer(page, act);
  answered.catch(() => undefined);
  try {
    const response = await Promise.race([answered, late]);
    if (response === 'late') return await giveUp(page, patienceMs);
    const region = response?.headers()['x-blackstart-region'];
    const isRight = response?.ok() === true && (await expected(page).isVisible());
    return isRight ? { region } : { region, shown: await wordsOn(page) };
  } catch (error) {
    if (error instanceof errors.TimeoutError) return await giveUp(page, patienceMs);
    if (!isUnreachable(error)) throw error;
    return { shown: await wordsOn(page) };
  } finally {
    over.abort();
  }
}

async function answer(page: Page, act: Step['act']): Promise<Response | null> {
  const arrived = page.waitForNavigation({ waitUntil: 'domcontentloaded' });
  const [response] = await Promise.all([arrived, act(page)]);
  return response;
}

/** Chromium has found nobody, or was cut off, and says so to its user. */
function isUnreachable(error: unknown): boolean {
  return error instanceof Error && error.message.includes('net::ERR_');
}

/** As somebody does who stops the loading: what was there before stays, and can be seen. */
async function giveUp(page: Page, patienceMs: number): Promise<Taken> {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Page.stopLoading');
  await chromium.detach();
  return { shown: `no answer within ${patienceMs / 1000} s` };
}

/** What the page says is wrong; all that it says, if it does not know itself. */
async function wordsOn(page: Page): Promise<string> {
  const told = page.getByRole('alert').or(page.locator('body')).last();
  try {
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is read by nobody
    const text = await told.innerText({ timeout: readWordsMs });
    return text.replace(/\s+/g, ' ').trim().slice(0, mostLetters);
  } catch (error) {
    if (error instanceof errors.TimeoutError) return 'a page that could not be read';
    throw error;
  }
}
