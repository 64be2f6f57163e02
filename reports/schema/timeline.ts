import { z } from 'zod';

const text = z.string();
const moment = z.number();
const numbers = z.array(z.number());

/** One bar of the waterfall; bars of one service and vantage add up to its RTO. */
export const waterfallBar = z.object({
  service: text,
  vantage: text,
  phase: z.enum([
    'first-error',
    'detected',
    'decided',
    'fenced',
    'promoted',
    'rerouted',
    'first-success',
    'stable',
    'unexplained',
  ]),
  startMs: moment,
  endMs: moment,
  source: z.enum(['observed', 'claimed', 'unexplained']),
});

/** What a picture of the run needs; point i of a series covers the i-th step of `stepMs`. */
export const timeline = z.object({
  fromMs: moment,
  stepMs: z.number(),
  series: z.array(
    z.object({
      service: text,
      vantage: text,
      operations: numbers,
      ok: numbers,
      p50Ms: numbers,
      p99Ms: numbers,
    }),
  ),
  replicationLag: z.array(
    z.object({ region: text, points: z.array(z.tuple([moment, z.number()])) }),
  ),
  writable: z.array(z.object({ region: text, spans: z.array(z.tuple([moment, moment])) })),
  dns: z.array(z.object({ vantage: text, points: z.array(z.tuple([moment, text])) })),
  bands: z.array(
    z.object({
      kind: z.enum(['phase', 'fault', 'step']),
      name: text,
      startMs: moment,
      endMs: moment,
    }),
  ),
});
