import { duration } from '../duration.ts';
import { linearize } from '../linearizability.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * The register that says who may write behaved, through every region's member, as if there were one
 * copy: no read gave what had been overwritten before it began. Asked where it was probed.
 */
export const fencingRegisterLinearizable: Check = {
  id: 'fencing-register-linearizable',
  kind: 'safety',
  examine({ journal, moments }) {
    const calls = journal.registers;
    if (calls.length === 0) return undefined;
    const registers = Map.groupBy(calls, (call) => call.key);
    const at = (ms: number) => duration(ms - moments.originMs);
    let unsure: string | undefined;
    for (const [key, history] of registers) {
      const found = linearize(history);
      if (found.verdict === 'unknown') unsure = `${key}: ${found.why}`;
      if (found.verdict !== 'illegal') continue;
      const { type, value, region, atMs, endMs } = found.stuck;
      const when = `from ${at(atMs)} to ${at(endMs)} through ${region}`;
      return fail(`${key}: the ${type} of ${value} ${when} fits in no order of its calls`);
    }
    if (unsure) return unknown(unsure);
    return pass(`${calls.length} calls of ${registers.size} registers have an order`);
  },
};
