import { expect, test } from 'vitest';
import { scenario } from './database-primary-failure.ts';
import { runFast } from './support/run-fast.ts';

test('a fault that does nothing proves nothing: the drill does not pass', async () => {
  const harmless = { ...scenario, faults: [{ fault: 'does-not-bite' }] };
  const { judged } = await runFast(harmless);
  expect(judged.verdict).toBe('unknown');
  expect(judged.exitCode).toBe(2);
  expect(judged.reasons.join('\n')).toMatch(/bite|bit/);
});
