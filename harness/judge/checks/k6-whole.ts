import { type Check, pass, unknown } from './check.ts';

/**
 * k6 drove its load until it was asked to end, and its record of that is whole. What it saw is
 * shown and never judged: its users wait for answers, and its figures are its own.
 */
export const k6Whole: Check = {
  id: 'k6-whole',
  kind: 'rig',
  examine({ journal }) {
    if (!journal.run.load) return undefined;
    const [end] = journal.k6Ends;
    if (!end) return unknown('what k6 saw was not written down');
    if (end.gaps.length > 0) return unknown(`k6: ${end.gaps.join('; ')}`);
    const dropped =
      end.dropped > 0 ? `, and did not begin ${end.dropped} more: all its users were waiting` : '';
    return pass(`k6 sent ${end.requests} requests${dropped}`);
  },
};
