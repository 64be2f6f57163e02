import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock, type Endpoints } from '../../engine/index.ts';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { type EngineEnded, parseClaim, startEngine } from './engine-process.ts';

test('a claim keeps its words and drops what no claim has', () => {
  const line = '{"claim":{"step":"fence","event":"started","epoch":2,"mood":"calm"}}';
  expect(parseClaim(line)).toEqual({ step: 'fence', event: 'started', epoch: 2 });
});

test.each(['', 'hello', '{}', 'null', '{"claim":1}', '{"claim":{"step":"x","event":"won"}}'])(
  '%j is no claim',
  (line) => expect(parseClaim(line)).toBeUndefined(),
);

describe("an engine of one's own", () => {
  let runDir: string;
  let processes: Processes;
  beforeEach(() => {
    runDir = mkdtempSync(join(tmpdir(), 'blackstart-engine-'));
    processes = createProcesses({ runId: runDir, runDir, clock });
  });
  afterEach(async () => {
    await processes.endAll({ deadlineMs: 200 });
    rmSync(runDir, { recursive: true });
  });

  const start = (command: string, onEnd: (ended: EngineEnded) => void) => {
    const endpoints = { home: 'us-west-2' } as Endpoints;
    const logFile = join(runDir, 'engine.log');
    const request = { engine: command, planFile: 'none', endpoints, logFile };
    return startEngine(request, { clock, processes, record: () => undefined, onEnd });
  };

  test('tells that it ended by itself, how, and its last words', async () => {
    const ended = await new Promise<EngineEnded>((resolve) => {
      start('no-such-engine', resolve);
    });
    expect(ended).toMatchObject({ code: 'ENGINE_ENDED', end: 'exit code 127' });
    expect(ended.message).toMatch(/try the command alone: no-such-engine; see .*\n.*not found/);
  });

  test('that is stopped did not end by itself', async () => {
    const ends: EngineEnded[] = [];
    await start('exec sleep 60', (ended) => ends.push(ended))?.stop();
    expect(processes.running).toEqual([]);
    expect(ends).toEqual([]);
  });
});
