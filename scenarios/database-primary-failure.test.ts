import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Judged } from '../harness/judge/index.ts';
import { blackstart } from './support/blackstart.ts';
import { expectPass } from './support/expect-pass.ts';
import { leftBehind } from './support/left-behind.ts';

const LATEST = 'reports/runs/latest';

async function fastDrill(...more: readonly string[]): Promise<{ judged: Judged; code: unknown }> {
  const run = blackstart(
    'drill',
    'database_primary_failure',
    '--profile',
    'fast',
    '--json',
    ...more,
  );
  const [stdout, stderr, code] = await Promise.all([run.stdout, run.stderr, run.ended]);
  if (stdout === '') throw new Error(`no verdict:\n${stderr}`);
  return { judged: JSON.parse(stdout), code };
}

describe('database_primary_failure', () => {
  test('the engine brings the service back in time, and the record proves it', async () => {
    const { judged, code } = await fastDrill();
    await expectPass({ judged, runDir: LATEST });
    expect(code).toBe(0);
    expect(judged.services.map(({ vantage }) => vantage).sort()).toEqual([
      'ap-south-1',
      'eu-west-1',
      'us-east-1',
      'us-west-2',
    ]);
    for (const { rtoMs, vantage } of judged.services) {
      const bars = judged.waterfall.filter((bar) => bar.vantage === vantage);
      const explainedMs = bars.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
      expect(explainedMs).toBeCloseTo(Number(rtoMs), 3);
      // The condition must hold for 30 s × 0.5 before anything may be done about it.
      expect(rtoMs).toBeGreaterThan(15_000);
    }
    expect(await leftBehind(LATEST)).toEqual([]);
    const saved = JSON.parse(await readFile(join(LATEST, 'verdict.json'), 'utf8'));
    expect(saved).toEqual(judged);
  });

  test('the journal alone gives the same verdict, with no server running', async () => {
    const before = await readFile(join(LATEST, 'verdict.json'), 'utf8');
    const again = blackstart('judge', 'latest', '--json');
    const [stdout, code] = await Promise.all([again.stdout, again.ended]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(before));
  });

  test('with nobody in charge the service stays away, and the drill says so and ends', async () => {
    const { judged, code } = await fastDrill('--engine', 'none');
    expect(code).toBe(1);
    expect(judged.verdict).toBe('fail');
    expect(judged.services.map(({ rtoMs }) => rtoMs)).toEqual(Array(4).fill('infinity'));
    expect(await leftBehind(LATEST)).toEqual([]);
  });
});
