/** How a user in a browser comes and goes. */
export interface BrowserTerms {
  readonly vantage: string;
  /** How long they wait for a step. */
  readonly patienceMs: number;
  /** From the end of a whole journey to the next, and of one that failed. */
  readonly restMs: number;
  readonly restAfterFailureMs: number;
}

/** One journey of a user in a browser: open the page, sign in, create a test, see its result. */
export interface JourneyEntry {
  readonly kind: 'journey';
  readonly atMs: number;
  /** The last page was there, or the step that failed was given up. */
  readonly endMs: number;
  /** Dense, 1, 2, 3 … over the run. */
  readonly id: number;
  readonly vantage: string;
  /** The step that failed, when it began, and what the user read; absent of a whole journey. */
  readonly failed?: {
    readonly step: 'open' | 'sign-in' | 'create' | 'see';
    readonly atMs: number;
    readonly shown: string;
  };
  /** Region that answered last, if one did. */
  readonly region?: string;
  /** What the user saw at the end: a file of the run, and the digest of its content. */
  readonly picture?: { readonly file: string; readonly sha256: string };
}
