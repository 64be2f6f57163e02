import type Dockerode from 'dockerode';
import type { InstalledPart } from '../../../parts/index.ts';
import { type Base, findBase } from './base.ts';
import { buildImage } from './build.ts';
import { contentOf, layOut } from './context.ts';
import { idOf } from './image-id.ts';
import type { ImageName, RecipeName } from './image-names.ts';
import { type ImageParts, ingredientsOf } from './ingredients.ts';
import { sweepWorkshop, workshopOf } from './workshop.ts';

/** Images that are ready. */
export interface Images<Name extends RecipeName = ImageName> {
  /** What the engine knows each by. */
  readonly references: Readonly<Record<Name, string>>;
  /** sha256 of what each was made of, in hex. */
  readonly digests: Readonly<Record<Name, string>>;
}

export interface ImageProgress {
  readonly image: RecipeName | 'base';
  readonly message: string;
  /** True once, when the image is ready. */
  readonly done: boolean;
}

export interface ImageOptions {
  readonly docker: Dockerode;
  readonly cache: string;
  readonly part: ImageParts;
  readonly debootstrap: () => Promise<InstalledPart>;
  readonly onProgress?: (progress: ImageProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Images by their names, each built unless the engine has it with the same content, several at
 * once. Throws ImageNotBuilt or LocalBaseFailed.
 */
export async function prepareImages<Name extends RecipeName>(
  names: readonly Name[],
  options: ImageOptions,
): Promise<Images<Name>> {
  const { onProgress, docker, cache, debootstrap, signal } = options;
  const say = (image: ImageProgress['image'], message: string, done = false) =>
    onProgress?.({ image, message, done });
  await sweepWorkshop(cache);
  const base = await findBase({
    ...{ docker, cache, debootstrap, signal },
    say: (message) => say('base', message),
  });
  say('base', base.reference, true);
  const made = await buildAll(names, base, options);
  return {
    references: Object.fromEntries(made.map(({ name, reference }) => [name, reference])),
    digests: Object.fromEntries(made.map(({ name, digest }) => [name, digest])),
  } as unknown as Images<Name>;
}

/** One that fails ends the others, and is thrown once they have ended. */
async function buildAll(names: readonly RecipeName[], base: Base, options: ImageOptions) {
  const failed = new AbortController();
  const signals = [failed.signal, ...(options.signal ? [options.signal] : [])];
  const signal = AbortSignal.any(signals);
  const building = names.map((name) =>
    prepare(name, base, { ...options, signal }).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(building);
  options.signal?.throwIfAborted();
  if (failed.signal.aborted) throw failed.signal.reason;
  return Promise.all(building);
}

async function prepare(name: RecipeName, base: Base, options: ImageOptions) {
  const { docker, cache, part, onProgress, signal } = options;
  const say = (message: string, done = false) => onProgress?.({ image: name, message, done });
  const ingredients = await ingredientsOf(name, part);
  const digest = await contentOf(name, ingredients, base.id);
  const reference = `blackstart/${name}:${digest.slice(0, 16)}`;
  if (!(await idOf(docker, reference))) {
    await using context = await layOut(workshopOf(cache), name, ingredients);
    await buildImage({
      ...{ docker, context, signal },
      tag: reference,
      base: base.reference,
      labels: { 'io.blackstart.content': digest },
      onStep: (step) => say(step),
    });
  }
  say(reference, true);
  return { name, reference, digest };
}
