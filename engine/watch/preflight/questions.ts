import type { Clock } from '../../ports/clock.ts';
import {
  addressFrom,
  brokersFrom,
  type Endpoints,
  type RegionEndpoints,
} from '../../ports/endpoints.ts';
import { within } from '../../ports/within.ts';
import type { Of } from '../fact.ts';
import { agentQuestion } from './agent.ts';
import { etcdQuestion } from './etcd.ts';
import { kafkaQuestion } from './kafka.ts';
import { postgresQuestion } from './postgres.ts';
import type { Answer, Question } from './question.ts';
import { redisQuestion } from './redis.ts';
import { s3Question } from './s3.ts';

/** All that has to be known to ask; it goes to the program that asks as JSON. */
export interface Inquiry extends Pick<Endpoints, 'home' | 'regions'> {
  /** Systems that the plan has; databases, the control store and agents are asked in any case. */
  readonly systems: readonly Of[];
  readonly timeoutMs: number;
}

/** What is asked of every region, along the paths of its home. Connects nothing yet. */
export function questionsOf(clock: Clock, { home, regions, systems }: Inquiry): Question[] {
  const has = (system: Of) => systems.includes(system);
  return Object.entries(regions).flatMap(([region, { postgres, etcd, agent, ...stores }]) => {
    const at = ({ seenFrom }: Pick<RegionEndpoints['etcd'], 'seenFrom'>) =>
      addressFrom(home, seenFrom);
    const { redis, kafka, s3 } = stores;
    return [
      postgresQuestion(region, { ...postgres, address: at(postgres) }),
      etcdQuestion(clock, region, at(etcd)),
      ...(has('redis') ? [redisQuestion(region, { ...redis, ...at(redis) })] : []),
      ...(has('kafka') ? [kafkaQuestion(clock, region, brokersFrom(home, kafka))] : []),
      ...(has('s3') ? [s3Question({ ...s3, region, address: at(s3) })] : []),
      ...(agent ? [agentQuestion(clock, region, at(agent), agent.token)] : []),
    ];
  });
}

/** Asks all at once. Never throws: a question without an answer in time has an error. */
export function answersTo(
  clock: Clock,
  questions: readonly Question[],
  timeoutMs: number,
): Promise<readonly Answer[]> {
  return Promise.all(
    questions.map(async ({ of, region, ask }): Promise<Answer> => {
      try {
        const deadline = { what: `${of} of ${region}`, ms: timeoutMs };
        const why = await within(clock, deadline, () => ask(timeoutMs));
        return { of, region, why: why ?? null };
      } catch (error) {
        return { of, region, error: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}
