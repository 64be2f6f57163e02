import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withOrder } from '../support/with-order.ts';

/** The old side is fenced, and its lease awaited, when the new database already takes writes. */
await runEngineProcess((settings) =>
  withOrder(composeEngine(settings), { promote: [], fence: ['epoch'], activate: ['fence'] }),
);
