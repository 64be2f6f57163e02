import { type Check, invalid, pass, unknown } from './check.ts';

/** Nobody cut the run short. */
export const ranToEnd: Check = {
  id: 'ran-to-end',
  kind: 'rig',
  examine({ journal }) {
    const [abort] = journal.aborts;
    if (!abort) return pass('the run was not cut short');
    const words = `${abort.reason}: ${abort.detail}`;
    return abort.reason === 'interrupted' ? unknown(words) : invalid(words);
  },
};
