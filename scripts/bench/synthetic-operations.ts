import type { OperationEntry } from '../../harness/journal/index.ts';

const vantages = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'];
/** Of every five operations the last is a read. */
const group = 5;
/** As many are under way at once; they are noted in the order of their ends. */
const underWay = 64;

/** What the made-up load is like; moments count from the run entry. */
export interface LoadShape {
  readonly operations: number;
  readonly perSecond: number;
  readonly fromMs: number;
  readonly outage: readonly [fromMs: number, toMs: number];
}

/**
 * Operations as clients write them: due at an even pace from four vantages in turn, and failing
 * during the outage. The same shape gives the same operations.
 */
export function* syntheticOperations(shape: LoadShape): Generator<OperationEntry, undefined> {
  const waiting: OperationEntry[] = [];
  for (let i = 0; i < shape.operations; i += 1) {
    waiting.push(i % group === group - 1 ? readOf(shape, i) : writeOf(shape, i));
    if (waiting.length < underWay) continue;
    waiting.sort((a, b) => b.endMs - a.endMs);
    for (let k = 0; k < underWay / 2; k += 1) yield waiting.pop() as OperationEntry;
  }
  yield* waiting.sort((a, b) => a.endMs - b.endMs);
}

function writeOf(shape: LoadShape, i: number): OperationEntry {
  const id = i - Math.floor(i / group) + 1;
  return { ...answerTo(shape, i), id, type: 'write', bytes: 256 };
}

/** Of an earlier write, which is there unless it failed. */
function readOf(shape: LoadShape, i: number): OperationEntry {
  const written = writeOf(shape, i % 7 === 0 ? i - 1 : Math.floor(i / (2 * group)) * group);
  const answer = answerTo(shape, i);
  const found = answer.outcome === 'ok' ? { found: written.outcome === 'ok' } : {};
  return { ...answer, id: written.id, type: 'read', bytes: 0, ...found };
}

function answerTo(shape: LoadShape, i: number) {
  const [downMs, backMs] = shape.outage;
  const place = i % vantages.length;
  const atMs = shape.fromMs + (i * 1_000) / shape.perSecond;
  const lastedMs = 10 + 5 * place + ((i * 7_919) % 20);
  const endMs = Math.round((atMs + lastedMs) * 1_000) / 1_000;
  const vantage = vantages[place] as string;
  const when = { kind: 'op', atMs, endMs, service: 'core-api', vantage } as const;
  if (endMs > downMs && atMs < backMs)
    return { ...when, outcome: 'fail', error: 'http-503' } as const;
  if (atMs < backMs) return { ...when, outcome: 'ok', region: 'us-east-1', epoch: 1 } as const;
  return { ...when, outcome: 'ok', region: 'us-west-2', epoch: 2 } as const;
}
