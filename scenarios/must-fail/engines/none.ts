import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withOrder } from '../support/with-order.ts';
import { withProbes } from '../support/with-probes.ts';

/** The control: put together like the others, and as it should be. */
await runEngineProcess((settings) =>
  withProbes(withOrder(composeEngine(settings), {}), (probe) => probe),
);
