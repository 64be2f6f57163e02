import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import type { BaseOptions } from './base-options.ts';
import { recipeFolder } from './context.ts';
import { followed } from './followed.ts';
import { idOf } from './image-id.ts';
import { localBase, makeLocalBase } from './local-base.ts';

/** What all images are built on. */
export interface Base {
  readonly reference: string;
  /** The engine's id of it: what is built on the same base has the same content. */
  readonly id: string;
}

/**
 * The base that the recipes name by its digest; where no registry can be reached, one that is made
 * on this machine from Debian's packages. Throws LocalBaseFailed.
 */
export async function findBase(options: BaseOptions): Promise<Base> {
  const { docker, say, signal } = options;
  const pinned = await pinnedBase();
  for (const reference of [pinned, localBase]) {
    const id = await idOf(docker, reference);
    if (id) return { reference, id };
  }
  const fetched = await pulled(docker, pinned, say, signal);
  if (fetched) return { reference: pinned, id: fetched };
  const local = await makeLocalBase(options);
  return { reference: local, id: (await idOf(docker, local)) ?? local };
}

/** As the recipes have it: `debian:bookworm-slim@sha256:…`. */
export async function pinnedBase(): Promise<string> {
  const recipe = await readFile(join(recipeFolder('postgres'), 'Dockerfile'), 'utf8');
  const [, reference] = /^ARG BASE=(\S+)$/m.exec(recipe) ?? [];
  if (!reference) throw new Error('the recipes name no base');
  return reference;
}

async function pulled(
  docker: Dockerode,
  reference: string,
  say: (message: string) => void,
  signal?: AbortSignal,
) {
  say(`fetching ${reference}`);
  try {
    const answer = await docker.pull(reference, { ...(signal && { abortSignal: signal }) });
    await followed(docker, answer);
    return await idOf(docker, reference);
  } catch (error) {
    signal?.throwIfAborted();
    say(`no registry has the base: ${(error as Error).message}`);
    return undefined;
  }
}
