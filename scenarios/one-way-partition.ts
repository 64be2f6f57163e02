import type { Scenario } from '../harness/drill/scenario.ts';

const services = ['postgres', 'redis', 'kafka', 's3', 'etcd', 'etcd-peer'];
/** Twice what a condition must hold, and an end: replicas are compared when they have caught up. */
const forMs = 60_000;

/**
 * Between the servers of two regions all bytes from us-west-2 to us-east-1 are lost, be they
 * requests or replies, and those from us-east-1 to us-west-2 arrive. (The streams are cut, not the
 * packets: acknowledgements of TCP still pass.) A standby elsewhere hears the primary: nobody may
 * fail over. Clients come by another way.
 */
export const scenario: Scenario = {
  name: 'one_way_partition',
  title: 'What the hot standby’s region sends to the active one is lost, and not the other way',
  expectation: 'sustained',
  failover: 'never',
  steadyMs: 20_000,
  watchMs: 100_000,
  faults: [
    {
      fault: 'cut-links',
      from: 'us-west-2',
      to: 'us-east-1',
      services,
      stream: 'upstream',
      forMs,
    },
    {
      fault: 'cut-links',
      from: 'us-east-1',
      to: 'us-west-2',
      services,
      stream: 'downstream',
      forMs,
    },
  ],
};
