import { inspect } from 'node:util';
import { Producer, stringSerializers } from '@platformatic/kafka';
import { EVENTS } from '../drill/queue/topics.ts';
import { seen } from '../regions/contract-clients.ts';
import type { RunningRegions } from '../regions/runtime.ts';

/** Whether a region's queue takes an event, asked of it by a producer of its own. */
export async function takesEvents(regions: RunningRegions, region: string): Promise<boolean> {
  const { host, port } = seen(regions, region, region, 'kafka');
  const producer = new Producer({
    clientId: 'test',
    bootstrapBrokers: [`${host}:${port}`],
    serializers: stringSerializers,
    retries: 0,
  });
  try {
    await producer.send({ messages: [{ topic: EVENTS, key: '0', value: 'of nobody' }] });
    return true;
  } catch (error) {
    if (/TOPIC_AUTHORIZATION_FAILED/.test(inspect(error, { depth: 5 }))) return false;
    throw error;
  } finally {
    await producer.close();
  }
}
