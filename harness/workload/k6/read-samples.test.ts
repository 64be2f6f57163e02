import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSamples } from './read-samples.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'k6-samples-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function read(text: string) {
  const file = join(directory, 'samples.json');
  await writeFile(file, text);
  return readSamples(file);
}

// As k6 1.8.1 wrote them.
const declared =
  '{"type":"Metric","data":{"name":"http_req_duration","type":"trend","contains":"time",' +
  '"thresholds":[],"submetrics":[{"name":"http_req_duration{expected_response:true}",' +
  '"suffix":"expected_response:true","tags":{"expected_response":"true"}}]},' +
  '"metric":"http_req_duration"}';
const point = (metric: string, value: number, tags: string, second = '16') =>
  `{"metric":"${metric}","type":"Point","data":{"time":"2026-11-28T01:20:${second}.363650358Z",` +
  `"value":${value},"tags":{${tags}}}}`;
const good = point('http_req_duration', 12.895223, '"expected_response":"true"');
const bad = point('http_req_duration', 4000.2, '"expected_response":"false"', '15');
const dropped = point('dropped_iterations', 3, '');
const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

test('requests come in the order of their ends, and what was dropped is counted', async () => {
  const other = point('iteration_duration', 2.05, '');
  const found = await read(lines(declared, good, other, dropped, dropped, bad));
  const endWallMs = Date.parse('2026-11-28T01:20:16.363Z');
  expect(found).toEqual({
    requests: [
      { endWallMs: endWallMs - 1000, durationMs: 4000.2, ok: false },
      { endWallMs, durationMs: 12.895223, ok: true },
    ],
    dropped: 6,
    gaps: [],
  });
});

test('a last line that is half written is told, and what stands before it is read', async () => {
  for (const cut of [good.length - 1, good.length - 20, 3]) {
    const { requests, gaps } = await read(lines(declared, bad) + good.slice(0, cut));
    expect(requests).toHaveLength(1);
    expect(gaps).toEqual(['the last line of its samples is torn']);
  }
});

test('what is no sample is told, wherever it stands', async () => {
  const { requests, gaps } = await read(lines(good, 'disk full', good));
  expect(requests).toHaveLength(2);
  expect(gaps).toEqual(['1 lines of its samples are not understood']);
});

test('an empty file is one without a request, and so is one of other samples', async () => {
  const gaps = ['it has no sample of a request'];
  expect(await read('')).toEqual({ requests: [], dropped: 0, gaps });
  expect((await read(lines(declared, dropped))).gaps).toEqual(gaps);
});

test('a file that is not there is no empty one', async () => {
  await expect(readSamples(join(directory, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
