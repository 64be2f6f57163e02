import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';

/** A condition that is met is enough, however short it has been so. */
await runEngineProcess((settings) => {
  const { world, ...engine } = composeEngine(settings);
  const triggers = Object.entries(world.plan.triggers).map(
    ([name, trigger]) => [name, { ...trigger, heldForMs: 1 }] as const,
  );
  const plan = { ...world.plan, triggers: Object.fromEntries(triggers) };
  return { ...engine, world: { ...world, plan } };
});
