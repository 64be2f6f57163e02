import type { Clock } from './clock.ts';
import { type Deadline, DeadlineExceeded } from './until.ts';

/**
 * What the work gives, or DeadlineExceeded. Work that is too late is told so by its signal, and
 * whatever it still gives, or throws, is heard by nobody.
 */
export async function within<T>(
  clock: Clock,
  deadline: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const done = new AbortController();
  const late = clock.sleep(deadline.ms, done.signal).then(() => {
    throw new DeadlineExceeded(deadline, undefined);
  });
  try {
    return await Promise.race([work(stop.signal), late]);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    done.abort();
  }
}
