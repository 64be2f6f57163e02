import { composeEngine } from '../../../engine/compose.ts';
import type { Runbooks } from '../../../engine/failover/runbook.ts';
import { runEngineProcess } from '../../../engine/process.ts';

/** Whoever asks for the way back to the first region is told that it was taken on, and no more. */
await runEngineProcess((settings) => {
  const parts = composeEngine(settings);
  const whole = parts.runbooks.switchover;
  const [first] = settings.plan.dns.failover;
  const switchover: Runbooks[string] = (failover) =>
    failover.target === first ? [] : (whole?.(failover) ?? []);
  return { ...parts, runbooks: { ...parts.runbooks, switchover } };
});
