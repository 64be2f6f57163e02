import { Route53Client } from '@aws-sdk/client-route-53';
import type { Address } from '../../../engine/index.ts';

/**
 * A client of the Route 53 API at an address. It tries once: whoever calls knows better whether
 * and when to try again. LocalStack takes any credentials.
 */
export function createRoute53Client({ host, port }: Address): Route53Client {
  return new Route53Client({
    endpoint: `http://${host}:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
}
