/** Several things were asked for that cannot be understood, said all at once. */
export class SeveralInvalid extends Error {
  override readonly name = 'SeveralInvalid';
  readonly code = 'USAGE';

  constructor(errors: readonly unknown[]) {
    super(errors.map((error) => (error instanceof Error ? error.message : error)).join('\n'));
  }
}

/** All values, or the one error there is, or SeveralInvalid with all that there are. */
export async function allOrEveryError<const T extends readonly unknown[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(promises);
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new SeveralInvalid(errors);
  return Promise.all(promises) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
