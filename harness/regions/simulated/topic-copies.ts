import type { Admin } from '@platformatic/kafka';
import { type Address, type Clock, until } from '../../../engine/index.ts';
import { deadlines } from './deadlines.ts';
import { withKafka } from './kafka-operator.ts';

/** A partition as the driver tells it; brokers by their node ids. */
export interface Copies {
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/**
 * Where the topics of a region are not as they were made, a sentence each. Every broker is asked:
 * one that is alone goes on to tell of a cluster that was. Throws if one cannot be asked.
 */
export async function copiesAmiss(brokers: readonly Address[]): Promise<readonly string[]> {
  const told = await Promise.all(brokers.map((broker) => withKafka([broker], amissBy)));
  return [...new Set(told.flat())];
}

async function amissBy(admin: Admin): Promise<readonly string[]> {
  const names = await admin.listTopics();
  const { topics } = await admin.metadata({ topics: names });
  return names.flatMap((name) =>
    (topics.get(name)?.partitions ?? []).flatMap((copies, index) =>
      amiss(`${name}/${index}`, copies),
    ),
  );
}

/** Its first replica leads, and all of them are in sync. */
export function amiss(partition: string, { leader, replicas, isr }: Copies): readonly string[] {
  const behind = replicas.filter((broker) => !isr.includes(broker));
  return [
    ...(leader === replicas[0] ? [] : [`broker ${leader} leads ${partition}, not ${replicas[0]}`]),
    ...(behind.length > 0 ? [`${partition} is not in sync on broker ${behind}`] : []),
  ];
}

/** Waits until every copy is in sync, and the first of each leads. */
export async function untilWhole(
  clock: Clock,
  brokers: readonly Address[],
  signal?: AbortSignal,
): Promise<void> {
  const whole = { what: `all copies at ${brokers[0]?.host} to be in sync`, ms: deadlines.kafkaMs };
  const look = async () => {
    const [first] = await copiesAmiss(brokers);
    if (first) throw new Error(first);
    return true;
  };
  await until(clock, whole, look, signal);
}
