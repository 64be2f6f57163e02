import type { Capacity } from '../../ports/capabilities.ts';
import { until } from '../../ports/until.ts';
import { deadlines } from '../../systems/deadlines.ts';
import { capacityFacts } from '../../watch/capacity-facts.ts';
import { met } from '../../watch/condition.ts';
import type { Failover } from '../failover.ts';
import { Averted, type Step } from '../step.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const wordsOf = ({ cpu, memory }: Capacity) => `cpu ${percent(cpu)}, memory ${percent(memory)}`;

/**
 * A region that has no capacity left is given more before anything is moved. If its trigger's
 * condition is over then, nothing has to be; if its agent refuses, or is silent, or that does not
 * help in time, the failover goes on.
 */
export function scale({ world, from, trigger }: Failover): Step {
  const { scaling, triggers } = world.plan;
  const { readyWithinMs = 0, reliefWithinMs = 0 } = scaling ?? {};
  return {
    name: 'scale',
    needs: [],
    bestEffort: true,
    passing: true,
    mayAvert: true,
    deadlineMs: readyWithinMs + reliefWithinMs + deadlines.agentRequestMs,
    async run(signal) {
      const agent = world.agents[from];
      if (!agent) throw new Error(`${from} has no agent among the endpoints that could scale it`);
      if (!scaling) throw new Error('the plan has no section scaling any more');
      const instances = await agent.scale(scaling.instances, readyWithinMs);
      const when = triggers[trigger]?.when ?? [];
      const what = `${from} to be relieved by ${instances} instances`;
      const relieved = await until(
        world.clock,
        { what, ms: reliefWithinMs },
        async () => {
          const atMs = world.clock.monotonicMs();
          const seen = await agent.capacity(deadlines.agentRequestMs);
          if (!met(when, from, capacityFacts({ region: from, atMs }, seen)).met) return seen;
          throw new Error(wordsOf(seen));
        },
        signal,
      );
      return new Averted(`${from} has ${instances} instances, and capacity: ${wordsOf(relieved)}`);
    },
  };
}

/** The same step, begun only when scaling did not help. */
export function afterScaling(step: Step): Step {
  return step.needs.length > 0 ? step : { ...step, needs: ['scale'] };
}
