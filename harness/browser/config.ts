import { z } from 'zod';

const address = z.strictObject({ host: z.ipv4(), port: z.int().min(1).max(65535) });

const browserConfigSchema = z.strictObject({
  /** Directory of the run's journal; `browser.jsonl` is made in it. */
  journal: z.string().min(1),
  /** Directory of the run; pictures are put into `pictures/` of it. */
  runDir: z.string().min(1),
  vantage: z.string().min(1),
  /** The vantage's caching resolver, DNS over UDP. */
  resolver: address,
  /** Region's own address to the address of this vantage's link to it. */
  routes: z.record(z.ipv4(), z.ipv4()),
  /** The page is opened by this name, and nothing else is reached. */
  service: z.strictObject({ name: z.string().min(1), port: z.int().min(1).max(65535) }),
  /** How long the user waits for a step; milliseconds. */
  patienceMs: z.number().positive(),
  /** From the end of a whole journey to the next, and of one that failed. */
  restMs: z.number().positive(),
  restAfterFailureMs: z.number().positive(),
  /** Ends by itself after this, stopped or not. */
  maxDurationMs: z.number().positive(),
  /** The program, and what it needs in its environment. */
  chromium: z.strictObject({
    program: z.string().min(1),
    environment: z.record(z.string(), z.string()),
  }),
});

export type BrowserConfig = z.infer<typeof browserConfigSchema>;

/** Name of the environment variable that holds a BrowserConfig as JSON. */
export const browserConfigVariable = 'BLACKSTART_BROWSER';

export class BrowserConfigInvalid extends Error {
  override readonly name = 'BrowserConfigInvalid';
  readonly code = 'BROWSER_CONFIG_INVALID';
}

/** Throws BrowserConfigInvalid with every error at once. */
export function readBrowserConfig(text: string | undefined): BrowserConfig {
  if (!text) throw new BrowserConfigInvalid(`${browserConfigVariable} is not set`);
  const parsed = browserConfigSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new BrowserConfigInvalid(`${browserConfigVariable}:\n${z.prettifyError(parsed.error)}`);
}
