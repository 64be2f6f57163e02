import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readJournal } from '../harness/journal/index.ts';
import { scenario } from './database-primary-failure.ts';
import { runFast } from './support/run-fast.ts';

test('a fault that does nothing proves nothing: the drill does not pass', async () => {
  const load = { k6: 'constant-arrival', ratePerSecond: 10, vantage: 'us-east-1' };
  const harmless = { ...scenario, faults: [{ fault: 'does-not-bite' }], load };
  const { judged, runDir } = await runFast(harmless);
  expect(judged.verdict).toBe('unknown');
  expect(judged.exitCode).toBe(2);
  expect(judged.reasons.join('\n')).toMatch(/bite|bit/);

  // What k6 drove beside the clients is there, and in nobody's ledger.
  const { k6Ends, k6Seconds } = await readJournal(join(runDir, 'journal'));
  expect(k6Ends).toMatchObject([{ exit: 'exit code 105', gaps: [] }]);
  expect(k6Seconds.length).toBeGreaterThan(10);
  const found = new Map(judged.checks.map(({ id, verdict }) => [id, verdict]));
  for (const id of ['k6-whole', 'ledger-dense', 'operations-whole', 'queue-order-kept'])
    expect([id, found.get(id)]).toEqual([id, 'pass']);
});
