import { once } from 'node:events';
import { destination, pino } from 'pino';
import { systemClock } from '../../engine/index.ts';
import { cloudConfigVariable, parseCloudConfig } from './config.ts';
import { deadlines } from './deadlines.ts';
import { startEdge } from './edge.ts';

/** One process: authoritative DNS, health checkers, resolvers, and replication of objects. */
async function main(): Promise<void> {
  const log = pino({ name: 'cloud' }, destination(2));
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  const config = parseCloudConfig(process.env[cloudConfigVariable]);
  const edge = await startEdge(
    config,
    { clock: systemClock, random: Math.random, log },
    stop.signal,
  );
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  setTimeout(() => process.exit(1), deadlines.stopMs).unref();
  await edge[Symbol.asyncDispose]();
}

await main();
