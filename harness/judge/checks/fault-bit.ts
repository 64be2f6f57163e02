import { type Check, pass, unknown } from './check.ts';

/**
 * Every injected fault was seen to work, by a probe over the path it breaks; a control run has
 * none.
 */
export const faultBit: Check = {
  id: 'fault-bit',
  kind: 'assumption',
  examine({ journal }) {
    const injected = journal.faults.filter((fault) => fault.event === 'inject');
    const bitten = new Set(journal.faults.filter((f) => f.event === 'bite').map((f) => f.id));
    const [first] = journal.faults;
    if (journal.run.control)
      return first
        ? unknown(`a control run, and yet ${first.fault} was injected on ${first.target}`)
        : pass('a control run: no fault was injected');
    if (bitten.size === 0) return unknown('no fault was seen to bite');
    const toothless = injected.find((fault) => !bitten.has(fault.id));
    if (toothless) return unknown(`${toothless.fault} on ${toothless.target} did not bite`);
    return pass(`${bitten.size} of ${Math.max(bitten.size, injected.length)} faults bit`);
  },
};
