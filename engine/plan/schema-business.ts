import { z } from 'zod';
import { duration, section, share, size } from './section.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);
const count = z.int().positive();

/** B9, beyond RTO and RPO. */
export const objectives = section({
  failover: duration,
  dataLoss: duration,
  backupSuccess: share,
  restoreSuccess: share,
  incidentResponse: duration,
  communication: duration,
  escalation: duration,
  recoveryValidation: duration,
  businessImpact: share,
});

/** B3. */
export const manager = section({
  failureThreshold: count,
  timeout: duration,
  checkEvery: duration,
  recoveryTimeout: duration,
  steps: names,
});

/** B5. */
export const continuity = section({
  planFields: names,
  planStates: names,
  procedureFields: names,
  order: names,
});

/** B6. */
export const incidents = section({
  severities: names,
  categories: names,
  states: names,
  priorities: z.array(count).min(1),
  impact: names,
});

/** B7. */
export const tests = section({ kinds: names, suites: names, restore: names });

/** B8. */
export const monitoring = section({ readiness: names, metrics: names });

/** B10. */
export const deployment = section({
  probes: section({ health: name, ready: name }),
  memory: section({ request: size, limit: size }),
  cpuMillicores: section({ request: count, limit: count }),
  canary: section({ steps: z.array(share).min(1), pause: duration, gate: name }),
});
