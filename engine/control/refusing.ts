import { OperatorRefused } from '../surface/operator.ts';

/** What is not so is the answer to the one who asked. */
export async function refusing<T>(ready: Promise<T>): Promise<T> {
  return ready.catch((cause: Error) => {
    throw new OperatorRefused(cause.message, { cause });
  });
}
