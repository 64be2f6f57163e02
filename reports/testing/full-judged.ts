import { type Journal, journalOf } from '../../harness/journal/index.ts';
import { type Judged, judge } from '../../harness/judge/index.ts';
import { drillEntries } from '../../harness/judge/testing/drill-entries.ts';
import { complete } from '../render/complete.ts';

/** A made-up drill in which everything that a report can show is there. */
export function fullJudged(): { readonly judged: Judged; readonly journal: Journal } {
  const journal = journalOf(drillEntries());
  const judged = complete(judge(journal));
  const [postgres] = judged.stores;
  if (!postgres) throw new Error('the made-up drill has a store');
  return { journal, judged: { ...judged, ...additions(judged, postgres) } };
}

function additions(judged: Judged, postgres: Judged['stores'][number]): Partial<Judged> {
  const away = { service: 'core-api', vantage: 'us-east-1', share: 0.8, downMs: 12_000 };
  const target = { name: 'Tier 1', share: 0.99995, yearMs: 1_576_800, used: 0.0076 };
  return {
    verdict: 'fail',
    exitCode: 1,
    control: false,
    replayOf: '2026-11-22T000000000Z-7',
    reasons: ['no-old-epoch-write: 2 writes in epoch 1 after epoch 2 had begun'],
    stores: [postgres, { ...postgres, name: 'kafka', tier: 2, rpoOps: [3, 4], rpoMs: [900, 950] }],
    checks: [...judged.checks.filter(isAnotherPass), brokenRule],
    torn: {
      stores: ['postgres', 'kafka'],
      ops: 31,
      acknowledgedOps: 29,
      first: [{ id: 4711, missingIn: ['kafka'] }],
    },
    queues: [
      {
        store: 'kafka',
        region: 'us-west-2',
        duplicatedOps: 17,
        reorderedOps: 18,
        skippedOps: 19,
        repeatedOps: 21,
      },
    ],
    availability: [{ ...away, targets: [target] }],
    browser,
    notProved: ['That the moon is not made of cheese.'],
    actions: [{ what: 'Fence before promoting.', why: 'Two writes were taken by the old side.' }],
  };
}

const picture = (id: number) => ({ file: `pictures/journey-${id}.jpg`, sha256: '0'.repeat(64) });

const browser: NonNullable<Judged['browser']> = {
  vantage: 'us-east-1',
  journeys: [
    { startMs: -9_000, endMs: -7_500, region: 'us-east-1', picture: picture(1) },
    {
      startMs: 400,
      endMs: 1_300,
      failed: { step: 'create', atMs: 900, shown: 'The service is away just now.' },
      region: 'us-east-1',
      picture: picture(2),
    },
    { startMs: 12_000, endMs: 14_100, region: 'us-west-2', picture: picture(3) },
  ],
  outages: [{ lastWholeMs: -7_500, fromMs: 900, toMs: 14_100, failedJourneys: 1 }],
};

const isAnotherPass = ({ id, verdict }: Judged['checks'][number]) =>
  verdict === 'pass' && id !== brokenRule.id;

const brokenRule: Judged['checks'][number] = {
  id: 'no-old-epoch-write',
  kind: 'safety',
  verdict: 'fail',
  why: '2 writes in epoch 1 after epoch 2 had begun',
  proof: {
    count: 2,
    first: [
      {
        id: 8150,
        type: 'write',
        vantage: 'ap-south-1',
        atMs: 9_500,
        endMs: 9_641,
        outcome: 'ok',
        region: 'us-east-1',
        epoch: 1,
      },
    ],
  },
};
