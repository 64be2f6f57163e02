import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../engine/index.ts';
import { defaultTopology } from '../../drill/prepare.ts';
import { COMPOSE_FILE, composeFileOf, nameImages } from '../../regions/compose/index.ts';
import { exitCode } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { progressFor } from '../progress-for.ts';
import type { Terminal } from '../terminal.ts';

/** Makes the images that the Compose file names, and the file itself from the topology. */
export async function composeVerb(root: string, terminal: Terminal, clock: Clock): Promise<number> {
  await writeFile(join(root, COMPOSE_FILE), composeFileOf(await defaultTopology(root)));
  using interrupt = onInterrupt(process);
  const { signal } = interrupt;
  const progress = progressFor(terminal, false, clock);
  const { engine } = await progress.phase('Container engine and images', (say) =>
    nameImages({ clock, signal, say }),
  );
  terminal.print(`${engine.name} (${engine.from}) has the images; bring the regions up with:`);
  terminal.print(`  export DOCKER_HOST=${engine.url}`);
  terminal.print(`  docker compose -f ${COMPOSE_FILE} up --detach`);
  terminal.print(`  docker compose -f ${COMPOSE_FILE} logs --follow operator`);
  terminal.print('drill in them with: npm run blackstart -- drill SCENARIO --runtime compose');
  return exitCode.ok;
}
