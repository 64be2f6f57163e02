import { join } from 'node:path';
import { systemClock as clock } from '../../engine/index.ts';
import type { OpenRegions } from '../../harness/drill/open-regions.ts';
import { workloadConfig } from '../../harness/drill/workload-config.ts';
import type { K6EndEntry, K6SecondEntry } from '../../harness/journal/index.ts';
import type { SimulatedRegions } from '../../harness/regions/simulated/simulated-regions.ts';
import { type PreparedK6, prepareK6 } from '../../harness/workload/k6/prepare-k6.ts';
import { startK6 } from '../../harness/workload/k6/run-k6.ts';
import { serveNames } from '../../harness/workload/k6/serve-names.ts';
import { firstScriptedId } from '../../harness/workload/run-ids.ts';
import { type Figure, medianOf } from './figure.ts';

const ROUNDS = 3;
const PER_SECOND = 1000;
/** Connections are made, and each user writes what it will read; these are not looked at. */
const WARM_UP_MS = 5000;
const MEASURED_MS = 10_000;
const TIMEOUT_MS = 4000;
/** Enough for a service that takes 100 ms. */
const USERS = 100;

interface Rig {
  readonly open: OpenRegions;
  readonly k6: PreparedK6;
  readonly vantage: string;
  readonly resolver: { readonly host: string; readonly port: number };
  readonly signal: AbortSignal;
}

interface Round {
  readonly p99Ms: number;
  readonly end: K6EndEntry;
}

/**
 * What gateway and link add to the p99 of k6's requests, where links have no delay: rounds of reads
 * straight from the service and of reads by its name, in turn, on connections that are kept. Reads,
 * since the stores of this machine do not take so many writes.
 */
export async function k6Overhead(open: OpenRegions, signal: AbortSignal): Promise<Figure> {
  const { regions, directory } = open;
  const [vantage = ''] = regions.topology.vantages;
  const load = { k6: 'constant-arrival', ratePerSecond: PER_SECOND, vantage };
  const k6 = await prepareK6(process.cwd(), load, { clock, signal, say: () => undefined });
  const run = { seed: 1, earlierRuns: 0, timeScale: 1, maxDurationMs: 1 };
  const clients = workloadConfig({ regions, journalDir: directory.journalDir, ...run });
  const network = clients.vantages[vantage];
  if (!network) throw new RangeError(`no clients at ${vantage}`);
  await using names = await serveNames(network, TIMEOUT_MS);
  const rig = { open, k6, vantage, resolver: names.address, signal };
  // The bench's regions are always those of the embedded runtime.
  const app = (regions as SimulatedRegions).addresses.local(vantage, 'app');
  const [direct, linked]: [Round[], Round[]] = [[], []];
  for (let count = 0; count < ROUNDS; count += 1) {
    direct.push(await round(rig, `http://${app.host}:${app.port}`, 2 * count));
    const { name, port } = clients.service;
    linked.push(await round(rig, `http://${name}:${port}`, 2 * count + 1));
  }
  return figureOf(direct, linked);
}

function figureOf(direct: readonly Round[], linked: readonly Round[]): Figure {
  const added = linked.map(({ p99Ms }, index) => p99Ms - (direct[index]?.p99Ms ?? Number.NaN));
  const all = [...direct, ...linked].map(({ end }) => end);
  const sum = (of: (end: K6EndEntry) => number) => all.reduce((total, end) => total + of(end), 0);
  const median = (rounds: readonly Round[]) =>
    medianOf(rounds.map(({ p99Ms }) => p99Ms)).toFixed(2);
  return {
    what: `added by gateway and link to the p99 of k6 at ${PER_SECOND} requests/s`,
    value: medianOf(added),
    limit: 5,
    unit: 'ms',
    of:
      `${ROUNDS} rounds, p99 ${median(direct)} ms direct, ${median(linked)} ms through both; ` +
      `${sum(({ requests }) => requests)} requests, ${sum(({ failed }) => failed)} failed, ` +
      `${sum(({ dropped }) => dropped)} not begun`,
  };
}

async function round(rig: Rig, service: string, index: number): Promise<Round> {
  const { open, k6, vantage, resolver, signal } = rig;
  const { processes, directory } = open;
  const request = {
    ...k6,
    settings: {
      load: { k6: 'constant-arrival', ratePerSecond: PER_SECOND, vantage },
      service,
      timeoutMs: TIMEOUT_MS,
      maxDurationMs: 10 * (WARM_UP_MS + MEASURED_MS),
      firstId: firstScriptedId + index * 1_000_000,
      changeAfterMs: 1,
    },
    more: { USERS: String(USERS), WRITE_SHARE: '0', K6_NO_VU_CONNECTION_REUSE: 'false' },
    resolver,
    directory: join(directory.privateDir, `k6-${index}`),
    logFile: join(directory.logsDir, `k6-${index}.log`),
  };
  const running = await startK6(processes, clock, request, signal);
  const fromMs = clock.monotonicMs() + WARM_UP_MS;
  await clock.sleep(WARM_UP_MS + MEASURED_MS, signal);
  const entries = await running.stop();
  const [end] = entries.filter((entry) => entry.kind === 'k6-end');
  if (!end || end.gaps.length > 0) throw new Error(`a round of k6 is not whole: ${end?.gaps}`);
  return { p99Ms: medianOf(p99sOf(entries, fromMs)), end };
}

/** Of each whole second that was measured. */
function p99sOf(entries: readonly (K6SecondEntry | K6EndEntry)[], fromMs: number): number[] {
  return entries
    .filter((entry) => entry.kind === 'k6-second')
    .filter(({ atMs }) => atMs >= fromMs && atMs + 1000 <= fromMs + MEASURED_MS)
    .flatMap(({ latency }) => latency?.p99Ms ?? []);
}
