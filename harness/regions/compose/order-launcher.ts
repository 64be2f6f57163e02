import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, pipeline } from 'node:stream';
import { type Clock, until } from '../../../engine/index.ts';
import { exitFrom, killedCode } from '../../processes/exit-code.ts';
import { type ManagedProcess, manage, type ProcessExit } from '../../processes/managed-process.ts';
import {
  carriesLabel,
  identityOf,
  isAlive,
  listProcesses,
  type ProcessIdentity,
  runLabel,
} from '../../processes/process-table.ts';
import { SpawnFailed, type SpawnRequest } from '../../processes/processes.ts';
import { deadlines } from './deadlines.ts';
import { COMPOSE_FILE } from './names.ts';
import { orderText } from './order.ts';

/** What runs in a place, so that another process can take charge of it. */
export interface Order extends ProcessIdentity {
  readonly id: string;
  readonly directory: string;
}

export interface OrderTools {
  readonly clock: Clock;
  /** Aborted when nobody here is to hear of their ends any more. */
  readonly released: AbortSignal;
}

/** Nobody takes orders there. */
export class PlaceDown extends Error {
  override readonly name = 'PlaceDown';
  readonly code = 'PLACE_DOWN';
  readonly exitCode = 4;

  constructor(directory: string, cause: unknown) {
    super(`nobody takes orders in ${directory}; try: \`docker compose -f ${COMPOSE_FILE} up\``, {
      cause,
    });
  }
}

/**
 * Has a program run by who takes orders in a directory (`fixtures/compose/obey.sh`), on this
 * machine, as root; `noted` hears of it before it runs. Throws SpawnFailed.
 */
export async function runOrder(
  { clock, released }: OrderTools,
  directory: string,
  request: SpawnRequest,
  noted: (order: Order) => Promise<void>,
): Promise<ManagedProcess> {
  const id = randomUUID();
  const file = (kind: string) => join(directory, `${id}.${kind}`);
  const piped = request.stdout === 'pipe';
  const text = orderText(request, {
    label: [runLabel, id],
    go: file('go'),
    output: piped ? file('out') : undefined,
  });
  try {
    if (piped) await writeFile(file('out'), '', { mode: 0o600 });
    await writeFile(file('draft'), text, { mode: 0o600 });
    await rename(file('draft'), file('sh'));
    await send(directory, id);
    const there = { what: `a shell for ${request.name}`, ms: deadlines.beginMs, everyMs: 20 };
    const order = { ...(await until(clock, there, async () => marked(id))), id, directory };
    await noted(order);
    await writeFile(file('go'), '');
    const managed = takeCharge({ clock, released }, order, request);
    return piped ? { ...managed, stdout: outputOf(managed, file('out')) } : managed;
  } catch (cause) {
    throw new SpawnFailed(request, cause);
  }
}

/** Where orders are given. Throws if there is none, or nobody reads it. */
export function openInbox(directory: string): Promise<FileHandle> {
  return open(join(directory, 'inbox'), constants.O_WRONLY | constants.O_NONBLOCK);
}

/** A line to the inbox. Throws PlaceDown if nobody reads it. */
async function send(directory: string, id: string): Promise<void> {
  try {
    await using inbox = await openInbox(directory);
    await inbox.write(`${id}\n`);
  } catch (cause) {
    throw new PlaceDown(directory, cause);
  }
}

/** The shell of an order, whose place the program will take; not what that starts itself. */
function marked(id: string): ProcessIdentity | undefined {
  const labelled = listProcesses().filter(({ pid }) => carriesLabel(pid, id));
  const found = labelled.find(({ parent }) => !labelled.some(({ pid }) => pid === parent));
  return found && identityOf(found);
}

/** What is asked of a program that was ordered, now or by another process before. */
export function takeCharge(
  tools: OrderTools,
  order: Order,
  about: Pick<SpawnRequest, 'name' | 'region' | 'logFile' | 'stopSignal'>,
): ManagedProcess {
  const { name, region, logFile, stopSignal = 'SIGTERM' } = about;
  return manage(
    { stdin: null, stdout: null },
    {
      ...{ identity: identityOf(order), name, region, logFile, stopSignal },
      ...{ clock: tools.clock, exited: endOf(tools, order) },
    },
  );
}

/** How it ended; by SIGKILL, if the place itself ended and could not say. */
async function endOf({ clock, released }: OrderTools, order: Order): Promise<ProcessExit> {
  while (isAlive(order)) {
    await clock.sleep(deadlines.lookEveryMs, released).catch(() => undefined);
    if (released.aborted) return new Promise<never>(() => undefined);
  }
  const file = (kind: string) => join(order.directory, `${order.id}.${kind}`);
  const told = { what: 'what it ended with', ms: deadlines.tellMs, everyMs: 10 };
  const code = await until(clock, told, () => readFile(file('exit'), 'utf8')).catch(
    () => killedCode,
  );
  await Promise.all(['sh', 'go', 'exit'].map((kind) => rm(file(kind), { force: true })));
  return exitFrom(Number(code));
}

/** All that a program has said on standard output, once it has ended. */
function outputOf({ exited }: ManagedProcess, file: string): PassThrough {
  const output = new PassThrough();
  void exited.then(() =>
    pipeline(createReadStream(file), output, () => void rm(file, { force: true })),
  );
  return output;
}
