import type { Address } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/** An engine could not be asked; the message says what to do. */
export class EngineNotAsked extends Error {
  override readonly name = 'EngineNotAsked';
  readonly code = 'ENGINE_NOT_ASKED';
}

/** What a running engine would do now, as it says it. Throws EngineNotAsked. */
export async function askDryRun({ host, port }: Address, token: string | undefined) {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}/plan`;
  const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
  const signal = AbortSignal.timeout(deadlines.dryRunMs);
  const answer = await fetch(url, { headers, signal }).catch((cause: Error) => {
    const way = 'start one with the same command without --dry-run';
    throw new EngineNotAsked(`no engine answers at ${host}:${port}; ${way}`, { cause });
  });
  const said = await answer.text();
  if (!answer.ok) throw new EngineNotAsked(`${url} answered ${answer.status}: ${said}`);
  try {
    return JSON.parse(said) as unknown;
  } catch (cause) {
    throw new EngineNotAsked(`what answers at ${url} is no engine: ${said.slice(0, 80)}`, {
      cause,
    });
  }
}
