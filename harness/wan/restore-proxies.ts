import { type Clock, until } from '../../engine/index.ts';
import { callsAtOnce, deadlines } from './deadlines.ts';
import { type CleanProxy, delayToxics, differencesOf } from './proxy.ts';
import { ControlPortError, type Toxiproxy } from './toxiproxy.ts';

/**
 * Brings proxies back to their clean state, any number of times; clean ones are not touched.
 *
 * One that is not clean is removed and made anew instead of having its toxics removed: the control
 * port can hang in the latter, and the connections it had must end, because a black hole took bytes
 * out of the middle of them. Both ends then see a reset and connect again, as they would when
 * TCP gives up; a Postgres standby asks for the position it has flushed, so it loses nothing.
 * Throws DeadlineExceeded if the control port does not come back.
 */
export async function restoreProxies(
  clock: Clock,
  toxiproxy: Toxiproxy,
  proxies: readonly CleanProxy[],
): Promise<void> {
  const names = proxies.map((proxy) => proxy.name).join(', ');
  const deadline = {
    what: `the links ${names} to be clean`,
    ms: deadlines.restoreMs,
    everyMs: deadlines.restoreEveryMs,
  };
  await until(clock, deadline, async () => {
    await eachAtOnce(proxies, (proxy) => restoreOnce(toxiproxy, proxy));
    return true;
  });
}

async function restoreOnce(toxiproxy: Toxiproxy, proxy: CleanProxy): Promise<void> {
  const state = await toxiproxy.read(proxy.name).catch(unlessHanging);
  if (state && differencesOf(proxy, state).length === 0) return;
  await toxiproxy.remove(proxy.name);
  await toxiproxy.create(proxy);
  await openProxy(toxiproxy, proxy);
  const left = differencesOf(proxy, await toxiproxy.read(proxy.name));
  if (left.length > 0) throw new Error(left.join('; '));
}

/** Lets a proxy that has only been created listen, with its delays from the first byte. */
export async function openProxy(toxiproxy: Toxiproxy, proxy: CleanProxy): Promise<void> {
  for (const toxic of delayToxics(proxy)) await toxiproxy.addToxic(proxy.name, toxic);
  await toxiproxy.enable(proxy.name, true);
}

/** Runs `work` on all items, a bounded number at once; waits for all before it throws an error. */
export async function eachAtOnce<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const errors: unknown[] = [];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: callsAtOnce }, worker));
  if (errors.length > 0) throw errors[0];
}

/** A proxy whose state cannot be read while its toxics hang is made anew. */
function unlessHanging(error: unknown): undefined {
  if (error instanceof ControlPortError && error.status === undefined) return undefined;
  throw error;
}
