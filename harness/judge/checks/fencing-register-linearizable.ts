import type { RegisterEntry } from '../../journal/index.ts';
import { duration } from '../duration.ts';
import { forcedAtMs, linearizeLives } from '../register-lives.ts';
import { type Check, fail, pass, unknown } from './check.ts';

/**
 * Registers of their own, kept in the store that says who may write, behaved through every region's
 * member as if there were one copy: no read gave what had been overwritten before it began. Where
 * an operator had one member go on alone, what it lacked then is no fault of the store. Asked where
 * they were probed; of calls that nobody answered nothing can be said.
 */
export const fencingRegisterLinearizable: Check = {
  id: 'fencing-register-linearizable',
  kind: 'safety',
  examine({ journal, moments }) {
    const calls = journal.registers;
    if (calls.length === 0) return undefined;
    const registers = Map.groupBy(calls, (call) => call.key);
    const forcedMs = forcedAtMs(journal.faults);
    const at = (ms: number) => duration(ms - moments.originMs);
    let unsure: string | undefined;
    for (const [key, history] of registers) {
      const found = linearizeLives(history, forcedMs);
      if (found.verdict === 'unknown') unsure = `${key}: ${found.why}`;
      if (found.verdict !== 'illegal') continue;
      const { type, value, region, atMs, endMs } = found.stuck;
      const when = `from ${at(atMs)} to ${at(endMs)} through ${region}`;
      return fail(`${key}: the ${type} of ${value} ${when} fits in no order of its calls`);
    }
    if (unsure) return unknown(unsure);
    const answered = (some: readonly RegisterEntry[]) =>
      some.filter((call) => call.outcome === 'ok').length;
    const told = [...registers.values()].filter(isTelling);
    if (told.length === 0) {
      const what = 'no register has both a write and a read that were answered';
      return unknown(`${what}: ${answered(calls)} of ${calls.length} calls were`);
    }
    return pass(
      `${answered(told.flat())} answered calls of ${told.length} registers have an order`,
    );
  },
};

/** Without an answered write there is nothing to read, and without a read nothing is seen. */
function isTelling(history: readonly RegisterEntry[]): boolean {
  const isAnswered = (wanted: RegisterEntry['type']) =>
    history.some(({ type, outcome }) => type === wanted && outcome === 'ok');
  return isAnswered('write') && isAnswered('read');
}
