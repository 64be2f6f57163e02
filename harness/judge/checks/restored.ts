import { type Check, type Finding, pass, unknown } from './check.ts';

/**
 * The rig undid its faults and the topology is the first one again, proved by probes. A record that
 * ends in order without a fault's `healed` says that the fault is still there.
 */
export const restored: Check = {
  id: 'restored',
  kind: 'rig',
  examine({ journal }) {
    const lastOfFault = new Map(journal.faults.map((fault) => [fault.id, fault]));
    const stuck = [...lastOfFault.values()].find((fault) => fault.event === 'not-healed');
    if (stuck) return notHealed(`${stuck.fault} on ${stuck.target}: ${stuck.detail ?? 'remains'}`);
    const left = [...lastOfFault.values()].find((fault) => fault.event !== 'healed');
    if (left && journal.complete)
      return notHealed(`${left.fault} on ${left.target}: left as it was`);
    const last = journal.restored.at(-1);
    if (!last) return unknown('nobody looked whether the first topology is back');
    if (!last.ok)
      return notHealed(`differs from the first topology: ${last.differences.join('; ')}`);
    return pass('the first topology is back');
  },
};

function notHealed(why: string): Finding {
  return { verdict: 'not-healed', why };
}
