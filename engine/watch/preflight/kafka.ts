import type { Clock } from '../../ports/clock.ts';
import type { Address } from '../../ports/endpoints.ts';
import { KafkaBroker } from '../../systems/kafka/broker.ts';
import { firstGood } from '../../systems/kafka/first-good.ts';
import type { Question } from './question.ts';

/** Error codes of the protocol. */
const clusterAuthorizationFailed = 31;
const securityDisabled = 54;

const allow = 'give its principal Describe and Alter on the cluster';

/** Topics are closed and opened by access rules: is there anyone who goes by them, and may we? */
export function kafkaQuestion(clock: Clock, region: string, brokers: readonly Address[]): Question {
  const asked = brokers.map((address) => new KafkaBroker(clock, address));
  return {
    of: 'kafka',
    region,
    ask: async (timeoutMs) => {
      const { errorCode, mayChange } = await firstGood(
        asked.map((broker) => broker.access(timeoutMs)),
      );
      return refusalOf(errorCode, mayChange);
    },
  };
}

/** Throws for an error that is no refusal. */
export function refusalOf(errorCode: number, mayChange: boolean): string | undefined {
  if (errorCode === securityDisabled) {
    return 'has no authorizer, and so cannot refuse a producer: set authorizer.class.name';
  }
  if (errorCode === clusterAuthorizationFailed) {
    return `does not let the engine read its access rules: ${allow}`;
  }
  if (errorCode !== 0) throw new Error(`Kafka answered with error ${errorCode}`);
  return mayChange ? undefined : `does not let the engine change its access rules: ${allow}`;
}
