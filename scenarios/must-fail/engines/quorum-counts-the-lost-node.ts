import { composeEngine } from '../../../engine/compose.ts';
import { runEngineProcess } from '../../../engine/process.ts';

/** A controller that is not heard is taken to agree with whoever asks. */
await runEngineProcess((settings) => {
  const parts = composeEngine(settings);
  return {
    ...parts,
    votedFor: (when, region, opinions, observers) => {
      const silent = observers.filter((one) => !opinions.some(({ observer }) => observer === one));
      const [own] = opinions;
      const echoes = silent.map((observer) => ({ observer, facts: own?.facts ?? [] }));
      return parts.votedFor(when, region, [...opinions, ...echoes], observers);
    },
  };
});
