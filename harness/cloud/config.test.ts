import { expect, test } from 'vitest';
import { type CloudConfig, parseCloudConfig } from './config.ts';

const config: CloudConfig = {
  timeScale: 0.2,
  zone: 'semantest.test',
  route53: { host: '127.10.1.1', port: 4566 },
  authority: { host: '127.250.1.1', port: 5353 },
  propagation: { pollMs: 1000, delayMs: 0 },
  checkers: { 'us-east-1': { routes: { '127.10.1.1': '127.10.1.101' } } },
  resolvers: { 'us-east-1': { host: '127.10.1.2', port: 5353 } },
  locations: { 'us-east-1': { continent: 'NA', country: 'US' } },
  buckets: {
    east: {
      region: 'us-east-1',
      api: { host: '127.10.1.1', port: 4566 },
      seenFrom: { 'us-west-2': { host: '127.20.1.101', port: 4566 } },
    },
  },
};

test('a whole configuration is taken as it is', () => {
  expect(parseCloudConfig(JSON.stringify(config))).toEqual(config);
});

test('every error is said at once, unknown keys too', () => {
  const broken = JSON.stringify({ ...config, timeScale: 0, checkers: {}, zonne: 'x' });
  expect(() => parseCloudConfig(broken)).toThrow(
    /(?=[\s\S]*timeScale)(?=[\s\S]*checkers)(?=[\s\S]*zonne)/,
  );
  expect(() => parseCloudConfig(undefined)).toThrow(/not set/);
  expect(() => parseCloudConfig('{')).toThrow(/no JSON/);
});
