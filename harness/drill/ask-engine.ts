import { request } from 'undici';
import type { Address } from '../../engine/index.ts';
import { deadlines } from './deadlines.ts';

/**
 * Asks an engine for something as its operators do: the first controller that answers decides.
 * Throws its words if that refuses, and an AggregateError if none answers.
 */
export async function askEngine(
  doors: readonly Address[],
  token: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  const silent: unknown[] = [];
  for (const { host, port } of doors) {
    const url = `http://${host}:${port}${path}`;
    const answer = await post(url, token, body).catch((error: unknown) => void silent.push(error));
    if (!answer) continue;
    if (answer.status < 300) return;
    throw new Error(`POST ${url}: ${answer.status} ${answer.text}`);
  }
  throw new AggregateError(silent, `no controller answers POST ${path}`);
}

/** What some controller waits for a person to answer; those that do not answer wait for nobody. */
export async function questionOf(
  doors: readonly Address[],
  token: string,
): Promise<string | undefined> {
  const asked = doors.map(async ({ host, port }) => {
    const { body } = await request(`http://${host}:${port}/status`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(deadlines.operatorAnswerMs),
    });
    const { question } = (await body.json()) as { readonly question?: unknown };
    return typeof question === 'string' ? question : undefined;
  });
  const answers = await Promise.allSettled(asked);
  return answers.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : [])).at(0);
}

async function post(url: string, token: string, body: Readonly<Record<string, unknown>>) {
  const { statusCode, body: answer } = await request(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deadlines.operatorTakesMs),
  });
  return { status: statusCode, text: await answer.text() };
}
