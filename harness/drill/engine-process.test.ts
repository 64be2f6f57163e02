import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock, type Endpoints } from '../../engine/index.ts';
import type { Entry } from '../journal/index.ts';
import { createProcesses, type Processes, type SpawnRequest } from '../processes/processes.ts';
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

  const launch = async (request: SpawnRequest) => processes.spawn(request);
  const start = (command: string, onEnd: (ended: EngineEnded) => void) => {
    const endpoints = [{ home: 'us-west-2' }, { home: 'eu-west-1' }] as Endpoints[];
    const request = {
      engine: command,
      planFile: 'none',
      endpoints,
      logsDir: runDir,
      privateDir: runDir,
    };
    return startEngine(request, { clock, launch, record: () => undefined, onEnd });
  };

  test('tells that it ended by itself, how, and its last words', async () => {
    const ended = await new Promise<EngineEnded>((resolve) => {
      void start('no-such-engine', resolve);
    });
    expect(ended).toMatchObject({ code: 'ENGINE_ENDED', end: 'exit code 127' });
    expect(ended.message).toMatch(/try the command alone: no-such-engine; see .*\n.*not found/);
  });

  test('has a controller in each region, each told where it is', async () => {
    const homes = new Set<string>();
    const both = Promise.withResolvers<void>();
    const endpoints = [{ home: 'us-west-2' }, { home: 'eu-west-1' }] as Endpoints[];
    const says = `{claim:{step:JSON.parse(process.env.BLACKSTART_ENDPOINTS).home,event:'noted'}}`;
    const command = `node -e "console.log(JSON.stringify(${says}));setInterval(()=>{},1e3)"`;
    const record = (entry: Entry) => {
      if (entry.kind === 'claim') homes.add(entry.step);
      if (homes.size === 2) both.resolve();
    };
    const request = {
      engine: command,
      planFile: 'none',
      endpoints,
      logsDir: runDir,
      privateDir: runDir,
    };
    const engine = await startEngine(request, { clock, launch, record, onEnd: () => undefined });
    await both.promise;
    await engine?.stop();
    expect([...homes].sort()).toEqual(['eu-west-1', 'us-west-2']);
    expect(processes.running).toEqual([]);
  });

  test('loses one controller to a fault, which is no end by itself, and has it back', async () => {
    const ends: EngineEnded[] = [];
    const engine = await start('exec sleep 60', (ended) => ends.push(ended));
    const [first] = engine?.servers ?? [];
    const pid = first?.pid();
    await first?.kill();
    expect(first?.pid()).toBeUndefined();
    await first?.start();
    expect(first?.pid()).not.toBe(pid);
    expect(first?.retired?.()).toBe(false);
    await engine?.stop();
    await first?.start();
    expect(first?.retired?.()).toBe(true);
    expect(processes.running).toEqual([]);
    expect(ends).toEqual([]);
  });

  test('that is stopped did not end by itself', async () => {
    const ends: EngineEnded[] = [];
    const engine = await start('exec sleep 60', (ended) => ends.push(ended));
    await engine?.stop();
    expect(processes.running).toEqual([]);
    expect(ends).toEqual([]);
  });
});
