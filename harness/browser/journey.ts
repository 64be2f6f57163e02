import type { Page } from 'playwright-core';
import type { Clock } from '../../engine/index.ts';
import type { JourneyEntry } from '../journal/index.ts';
import { type Step, takeStep } from './step.ts';

/** The account of fixtures/sql/schema.sql. */
const user = { name: 'tester', password: 'open sesame' };

export interface JourneyRequest {
  readonly url: string;
  /** Tells one journey's test from another's, on the page. */
  readonly test: string;
  /** How long the user waits for a step; milliseconds. */
  readonly patienceMs: number;
}

export type Travelled = Pick<JourneyEntry, 'atMs' | 'endMs' | 'failed' | 'region'>;

/**
 * What a user comes for: open the page, sign in, create a test, see its result. Ends with the first
 * step that fails. Throws what is wrong with the browser itself.
 */
export async function travel(
  page: Page,
  { url, test, patienceMs }: JourneyRequest,
  clock: Clock,
): Promise<Travelled> {
  const atMs = clock.monotonicMs();
  let region: string | undefined;
  for (const [step, todo] of steps(url, test)) {
    const stepMs = clock.monotonicMs();
    const taken = await takeStep(page, todo, patienceMs, clock);
    region = taken.region ?? region;
    const { shown } = taken;
    if (shown === undefined) continue;
    const failed = { step, atMs: stepMs, shown };
    return { atMs, endMs: clock.monotonicMs(), failed, ...(region && { region }) };
  }
  return { atMs, endMs: clock.monotonicMs(), ...(region && { region }) };
}

type StepName = NonNullable<JourneyEntry['failed']>['step'];

function steps(url: string, test: string): readonly (readonly [StepName, Step])[] {
  const heading = (name: string) => (page: Page) => page.getByRole('heading', { name });
  const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
  const signIn = async (page: Page) => {
    await page.getByLabel('Name').fill(user.name);
    await page.getByLabel('Password').fill(user.password);
    await press(page, 'Sign in');
  };
  const create = async (page: Page) => {
    await page.getByLabel('Name of the test').fill(test);
    await page.getByLabel('Text', { exact: true }).fill(`All is well, says ${test}.`);
    await page.getByLabel('The text has to contain').fill(test);
    await press(page, 'Create test');
  };
  const link = (page: Page) => page.getByRole('link', { name: 'See its result' });
  return [
    ['open', { act: (page) => page.goto(url), expected: heading('Sign in') }],
    ['sign-in', { act: signIn, expected: heading('New test') }],
    ['create', { act: create, expected: link }],
    ['see', { act: (page) => link(page).click(), expected: heading(test) }],
  ];
}
