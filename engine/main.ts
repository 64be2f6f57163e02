import { composeEngine } from './compose.ts';
import { runEngineProcess } from './process.ts';

await runEngineProcess(composeEngine);
