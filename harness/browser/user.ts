import type { Browser, Page } from 'playwright-core';
import type { Clock } from '../../engine/index.ts';
import type { JourneyEntry } from '../journal/index.ts';
import type { BrowserConfig } from './config.ts';
import type { Forwarder } from './forwarder.ts';
import { travel } from './journey.ts';
import { Pictures } from './pictures.ts';

/** Small enough for a report, and wide enough for every line of the page. */
const viewport = { width: 600, height: 640 };

type Habits = Pick<BrowserConfig, 'service' | 'patienceMs' | 'vantage' | 'runDir'>;

/**
 * Makes the same journey again and again, each time as somebody who was never here before: without
 * a cookie, and on new connections, so that the name is looked up anew. All on one page: a new one
 * for each takes twice as much of a processor.
 */
export class User {
  readonly #page: Page;
  readonly #forwarder: Pick<Forwarder, 'drop'>;
  readonly #habits: Habits;
  readonly #clock: Clock;
  readonly #pictures: Pictures;
  #made = 0;

  private constructor(
    page: Page,
    forwarder: Pick<Forwarder, 'drop'>,
    habits: Habits,
    clock: Clock,
  ) {
    this.#page = page;
    this.#forwarder = forwarder;
    this.#habits = habits;
    this.#clock = clock;
    this.#pictures = new Pictures(habits.runDir);
  }

  static async at(
    browser: Browser,
    forwarder: Pick<Forwarder, 'drop'>,
    habits: Habits,
    clock: Clock,
  ): Promise<User> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    // What was begun for a step that is given up must not be done to the page of the next journey.
    page.setDefaultTimeout(habits.patienceMs);
    return new User(page, forwarder, habits, clock);
  }

  /** One journey, to its end. Throws what is wrong with the browser itself. */
  async journey(): Promise<JourneyEntry> {
    const { service, patienceMs, vantage } = this.#habits;
    const id = this.#made + 1;
    const url = `http://${service.name}:${service.port}/`;
    await this.#page.context().clearCookies();
    this.#forwarder.drop();
    const request = { url, test: `Journey ${id}`, patienceMs };
    const travelled = await travel(this.#page, request, this.#clock);
    const picture = await this.#pictures.keep(this.#page, { id, ...travelled });
    this.#made = id;
    return { kind: 'journey', id, vantage, ...travelled, ...(picture && { picture }) };
  }
}
