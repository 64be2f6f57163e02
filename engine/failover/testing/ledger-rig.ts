import type { Claim } from '../../ports/claim.ts';
import { systemClock as clock } from '../../ports/clock.ts';
import { storeInProcess } from '../../testing/store-in-process.ts';
import { Ledger } from '../ledger.ts';
import type { RunbookRecord } from '../record.ts';
import { runSteps } from '../run.ts';
import type { Step } from '../step.ts';

export const guard = { key: 'leader', value: 'this one' };
export const firstRecord: RunbookRecord = {
  id: '2',
  action: 'database-failover',
  trigger: 'database_primary_failure',
  from: 'us-east-1',
  to: 'us-west-2',
  epoch: 2,
  outcome: 'running',
  direction: 'forward',
  committed: false,
  steps: {},
};

/** A store in this process: what is tested is the order of things, not etcd. */
export async function ledgerRig(record = firstRecord) {
  const store = storeInProcess();
  await store.put(guard.key, guard.value);
  const claims: string[] = [];
  const claim = ({ step, event }: Claim) => void claims.push(`${step} ${event}`);
  const ledger = new Ledger({ clock, store, key: 'runbook/2', claim, guard, record });
  const saved = async () =>
    JSON.parse((await store.get('runbook/2'))?.value ?? '{}') as RunbookRecord;
  return { ledger, saved, claims, store };
}

const never = new AbortController().signal;
export const run = (ledger: Ledger, steps: readonly Step[], deposed = never) =>
  runSteps({ clock, ledger, steps, deposed, retryEveryMs: 1, retryForMs: 200 });

/** A step that does nothing, but for what is given. */
export const step = (name: string, needs: string[] = [], change: Partial<Step> = {}): Step => ({
  name,
  needs,
  deadlineMs: 1_000,
  run: async () => 'done',
  ...change,
});
