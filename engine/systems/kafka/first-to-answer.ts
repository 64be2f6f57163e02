import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KafkaBroker } from './broker.ts';
import { firstGood } from './first-good.ts';

/**
 * The broker that a client is best told to begin with. A client that is given several goes on with
 * the first that takes its connection; a proxy takes it for a broker that is dead. Throws the error
 * of the first one if none answers; one alone is not asked.
 */
export async function firstToAnswer(
  clock: Clock,
  addresses: readonly Address[],
  timeoutMs: number,
): Promise<Address> {
  const [only, ...others] = addresses;
  if (only && others.length === 0) return only;
  const brokers = addresses.map((address) => new KafkaBroker(clock, address));
  try {
    return await firstGood(brokers.map((one) => one.ping(timeoutMs).then(() => one.address)));
  } finally {
    for (const broker of brokers) broker.close();
  }
}
