/**
 * Does every step, whatever becomes of the ones before. Throws the error of the only one that
 * failed, or an AggregateError whose cause is the first, and whose message has them all.
 */
export async function eachInTurn(...steps: readonly (() => Promise<void>)[]): Promise<void> {
  const errors = new Set<unknown>();
  for (const step of steps) await step().catch((error: unknown) => errors.add(error));
  const [first] = errors;
  if (errors.size === 1) throw first;
  if (errors.size > 1) {
    const words = [...errors].map((one) => (one instanceof Error ? one.message : String(one)));
    throw new AggregateError(errors, words.join('; then: '), { cause: first });
  }
}
