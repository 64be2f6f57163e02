/** What was asked for cannot be understood; the message says what can. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}
