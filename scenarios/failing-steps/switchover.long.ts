import { expect } from 'vitest';
import { testSteps } from './test-steps.ts';

testSteps({
  name: 'a switchover',
  before: ['prepare', 'close', 'fence', 'drain'],
  after: [
    'detach',
    'promote',
    'epoch',
    'slots',
    'repoint',
    'cache',
    'cache-followers',
    'open-events',
    'fence-events',
    'open-objects',
    'fence-objects',
    'drain-events',
    'warm',
    'activate',
    'reroute',
    'validate',
    'rejoin',
  ],
  move: (rig) => ({
    begin: async (from, to) => {
      expect(await rig.ask(from, '/switchover', { to })).toEqual([202, expect.anything()]);
    },
  }),
  planned: ({ ifAsked }) => Object.values(ifAsked)[0],
});
