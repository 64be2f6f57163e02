import type { ActionItem, Judged, JudgedCheck } from './judged.ts';

/** What a person should do about a check that did not pass (requirement A9), by its id. */
export const remedies: Readonly<Record<string, string>> = {
  'load-flowed': 'Free the host, or lower the demanded rate, and run the drill again.',
  'steady-state': 'Find out what failed before the fault, and run again on healthy regions.',
  'replication-healthy': 'Let replication catch up before the fault, and find out why it lagged.',
  'fault-bit': 'Check the target of the fault and the probe that should see it work.',
  'clock-steady': 'Let the clock be slewed, not stepped, while a drill runs.',
  'host-quiet': 'Run the drill on a host with less other work, or with more CPUs.',
  'clients-on-time': 'Give the clients CPU of their own, or lower the rate of operations.',
  'journal-complete': 'Find out what ended the harness, heal what it left, and run again.',
  'k6-whole': 'See in the log of k6 what ended it, or kept it from ending, and run again.',
  'ran-to-end': 'Remove what cut the run short, which its log names, and run again.',
  'journeys-whole': 'Find out in logs/browser.log what kept the browser from its journeys.',
  'ledger-dense': 'Repair the workload or the reading back: the rig lost count of its own writes.',
  restored: 'Run the verb heal, compare the regions with the topology, and only then drill again.',
  'rto-within-target': 'Shorten the longest bar on the critical path of the waterfall.',
  'rpo-within-target': 'Replicate more closely, or fence earlier: acknowledged writes were lost.',
  'stays-recovered': 'Find out what failed again after recovery before trusting the new region.',
  'never-left-band': 'Find out which dependency made clients notice what they should not.',
  'operations-whole':
    'Reconcile the torn operations between the stores named, and order the writes so that the ' +
    'slowest replica decides what is acknowledged.',
  'one-writable-primary': 'Fence the old primary before the new one is promoted, and prove it.',
  'dns-follows-writer':
    'Send traffic to a region only once it can write, and away from a fenced one.',
  'no-old-epoch-write': 'Refuse writes of an old epoch at the store itself.',
  'no-zombie-acknowledgement':
    'Make the old region stop acknowledging before another is promoted: wait for its lease, by a ' +
    'clock that never steps.',
  'healthy-left-alone': 'Raise the threshold of the trigger, or repair the probe that cried wolf.',
  'no-needless-failover':
    'Find out who saw the service gone that was not, and ask more witnesses, or for longer.',
  'moved-as-asked':
    'Find the step of the move that did not end, and the region whose database was left alone.',
  'claims-true': 'Make the step wait until what it claims is seen, and not only asked for.',
  'failed-writes-absent': 'Say «certainly not done» only where nothing was written.',
  'recovered-writes-kept': 'Find out where the recovered service lost what it acknowledged.',
  'no-resurrected-write': 'Rewind or rebuild the old primary before it joins again.',
  'replicas-agree': 'Rebuild the replica that differs, and find out where it parted.',
  'queue-order-kept': 'Keep one producer and one mirror for each partition, and keys on theirs.',
  'queue-not-duplicated': 'Make producers idempotent, and mirrors commit with what they copy.',
  'consumers-skip-nothing': 'Translate consumer offsets to the new region, rounding down.',
  'reads-fresh': 'Send reads to a replica that has caught up, or raise the bound on purpose.',
  'reads-monotonic': 'Keep a client on one replica, or let it ask for no less than it has seen.',
  'fencing-register-linearizable':
    'Read and write the store that says who may write through its quorum only.',
};

type Found = Pick<Judged, 'torn' | 'queues'>;

/** For each check that did not pass, in the order given, and then what passed and needs hands. */
export function actionsOf(worstFirst: readonly JudgedCheck[], { torn, queues }: Found) {
  const actions: ActionItem[] = worstFirst.map(({ id, why }) => ({
    what: remedies[id] ?? `Look into ${id}.`,
    why: `${id}: ${why}`,
  }));
  const isTold = worstFirst.some((check) => check.id === 'operations-whole');
  if (torn.acknowledgedOps > 0 && !isTold)
    actions.push({
      what: `Reconcile ${torn.acknowledgedOps} torn operations between ${torn.stores.join(', ')}.`,
      why: 'They were acknowledged, and some of their stores lost them within their RPO.',
    });
  const repeated = queues.reduce((sum, queue) => sum + (queue.repeatedOps ?? 0), 0);
  if (repeated > 0)
    actions.push({
      what: `Let consumers of ${repeated} repeated records change nothing the second time.`,
      why: 'Delivery is at least once: the new region consumed them again.',
    });
  return actions;
}
