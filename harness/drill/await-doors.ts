import { request } from 'undici';
import { type Address, type Clock, DeadlineExceeded, until } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/**
 * Waits until every controller answers, whatever it says: programs that start take both processors,
 * and a service whose first load meets that is drowned for seconds. One that never answers is a
 * result, and no error: clients will see it. Throws the signal's reason.
 */
export async function awaitDoors(
  doors: readonly Address[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const open = async ({ host, port }: Address) => {
    const asked = { signal: AbortSignal.timeout(deadlines.doorAnswerMs) };
    const { body } = await request(`http://${host}:${port}/routing/none`, asked);
    await body.dump();
    return true;
  };
  const all = { what: 'every controller to answer', ms: deadlines.doorsMs };
  try {
    await until(
      clock,
      all,
      async () => (await Promise.all(doors.map(open))).every(Boolean),
      signal,
    );
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
  }
}
