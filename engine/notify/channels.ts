import type { Logger } from 'pino';
import { type AlertsPlan, type ChannelPlan, isHttpAddress } from '../plan/schema-alerts.ts';
import type { Channel, Send } from './channel.ts';
import { deadlines } from './deadlines.ts';
import { pagerDuty } from './pagerduty.ts';
import { readSecret, SecretMissing } from './secret.ts';
import { slack } from './slack.ts';

export interface ChannelsOptions {
  readonly channels: AlertsPlan['channels'];
  /** What the alerts are about: the plan's name. */
  readonly group: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Logger;
}

/** The plan's channels. One whose secret is not there is off, which the log is told. */
export function channelsFrom(options: ChannelsOptions): Channel[] {
  return Object.entries(options.channels).flatMap(([name, plan]) => {
    try {
      return [{ name, severities: plan.severities, send: sendBy(plan, options) }];
    } catch (error) {
      if (!(error instanceof SecretMissing)) throw error;
      options.log.warn({ channel: name }, `alerts: ${name} is off: ${error.message}`);
      return [];
    }
  });
}

function sendBy(plan: ChannelPlan, { group, environment }: ChannelsOptions): Send {
  const common = { group, timeoutMs: deadlines.requestMs };
  if (plan.kind === 'pagerduty') {
    const routingKey = readSecret(plan.routingKeyFrom, environment);
    return pagerDuty({ ...common, url: plan.url, routingKey });
  }
  const url = readSecret(plan.urlFrom, environment);
  if (isHttpAddress(url)) return slack({ ...common, url });
  const { env, file } = plan.urlFrom;
  throw new SecretMissing(`${env ?? file} is no http or https address`);
}
