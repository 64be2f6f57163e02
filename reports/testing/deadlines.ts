/** Deadlines of this room, in milliseconds. */
export const deadlines = {
  /** Chromium is fetched before the first page. Seen: 7 to 60 s; the rest is for a slow network. */
  installMs: 20 * 60_000,
  /** A whole report is opened and looked at. Seen: 0.5 to 1.1 s; a busy machine needs more. */
  pageMs: 60_000,
} as const;
