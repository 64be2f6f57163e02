import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withOrder } from '../support/with-order.ts';

/** Clients are sent to the new region first; only then is it made able to write. */
await runEngineProcess((settings) =>
  withOrder(composeEngine(settings), {
    reroute: ['close'],
    fence: ['reroute'],
    validate: ['activate', 'cache'],
  }),
);
