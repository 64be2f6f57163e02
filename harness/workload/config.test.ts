import { expect, it } from 'vitest';
import { readWorkloadConfig, WorkloadConfigInvalid } from './config.ts';

it('says all that is wrong at once', () => {
  const read = () => readWorkloadConfig(JSON.stringify({ seed: -1, rate: 5, writeShare: 2 }));
  expect(read).toThrow(WorkloadConfigInvalid);
  expect(read).toThrow(/rate[\s\S]*seed|seed[\s\S]*rate/);
  expect(read).toThrow(/writeShare/);
  expect(() => readWorkloadConfig(undefined)).toThrow(/BLACKSTART_WORKLOAD is not set/);
});
