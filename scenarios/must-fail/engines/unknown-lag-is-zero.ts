import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';
import { withProbes } from '../support/with-probes.ts';

let furthest = 0n;

/** A standby that hears nobody does not know how far behind it is; it is taken for level. */
await runEngineProcess((settings) =>
  withProbes(composeEngine(settings), (probe) => async (timeoutMs) => {
    const reading = await probe(timeoutMs);
    const { role, streaming, receivedLsn = 0n } = reading;
    if (receivedLsn > furthest) furthest = receivedLsn;
    const known = role === 'primary' || streaming;
    return known ? reading : { ...reading, receivedLsn: furthest };
  }),
);
