import { z } from 'zod';
import { type Fault, FaultRefused, type FaultRequest } from './fault.ts';
import { withoutTime } from './fault-time.ts';
import { cutLinks } from './network/cut-links.ts';
import { dropPackets } from './network/drop-packets.ts';
import { shapePackets } from './network/shape-packets.ts';
import { slowLinks } from './network/slow-links.ts';
import { doesNotBite } from './none/does-not-bite.ts';
import { activateRegion } from './operator/activate-region.ts';
import { answerQuestion } from './operator/answer-question.ts';
import { switchOver } from './operator/switch-over.ts';
import { noisyNeighbours } from './platform/noisy-neighbours.ts';
import { freezeServer } from './process/freeze-server.ts';
import { killServer } from './process/kill-server.ts';
import { stopServer } from './process/stop-server.ts';
import { disconnectRegion } from './region/disconnect-region.ts';
import { loseRegion } from './region/lose-region.ts';

/** Every fault there is. */
export const faults: readonly Fault[] = [
  killServer,
  stopServer,
  freezeServer,
  cutLinks,
  slowLinks,
  dropPackets,
  shapePackets,
  loseRegion,
  disconnectRegion,
  noisyNeighbours,
  switchOver,
  answerQuestion,
  activateRegion,
  doesNotBite,
];

/** A fault and parameters that its schema accepts. Throws FaultRefused with all that is wrong. */
export function findFault(request: FaultRequest): { fault: Fault; parameters: unknown } {
  const { fault: name, ...asked } = request;
  const fault = faults.find((one) => one.name === name);
  if (!fault) {
    throw new FaultRefused(name, `unknown; known are ${faults.map((one) => one.name).join(', ')}`);
  }
  const parsed = fault.parameters.safeParse(withoutTime(asked));
  if (!parsed.success) throw new FaultRefused(name, z.prettifyError(parsed.error), parsed.error);
  return { fault, parameters: parsed.data };
}
