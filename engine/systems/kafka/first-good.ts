/** What the first of several works gives that does not fail. Throws the first's error if all do. */
export async function firstGood<T>(works: readonly Promise<T>[]): Promise<T> {
  try {
    return await Promise.any(works);
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}
