import { join } from 'node:path';
import type Dockerode from 'dockerode';
import type { InstalledPart, Parts } from '../../../parts/index.ts';
import { type Base, findBase } from './base.ts';
import { buildImage } from './build.ts';
import { contentOf, layOut } from './context.ts';
import { idOf } from './image-id.ts';
import { type ImageName, imageNames } from './image-names.ts';
import { ingredientsOf } from './ingredients.ts';

/** Images that are ready. */
export interface Images {
  /** What the engine knows each by. */
  readonly references: Readonly<Record<ImageName, string>>;
  /** sha256 of what each was made of, in hex. */
  readonly digests: Readonly<Record<ImageName, string>>;
}

export interface ImageProgress {
  readonly image: ImageName | 'base';
  readonly message: string;
  /** True once, when the image is ready. */
  readonly done: boolean;
}

export interface ImageOptions {
  readonly docker: Dockerode;
  readonly cache: string;
  readonly parts: Parts;
  readonly debootstrap: () => Promise<InstalledPart>;
  /** Images to use as they are, instead of our own: `{ postgres: 'postgres:15' }`. */
  readonly official?: Readonly<Partial<Record<ImageName, string>>>;
  readonly onProgress?: (progress: ImageProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every image, built unless the engine has it with the same content, several at once. Throws
 * ImageNotBuilt or LocalBaseFailed.
 */
export async function prepareImages(options: ImageOptions): Promise<Images> {
  const { onProgress, docker, cache, debootstrap, signal } = options;
  const say = (image: ImageProgress['image'], message: string, done = false) =>
    onProgress?.({ image, message, done });
  const base = await findBase({
    ...{ docker, cache, debootstrap, signal },
    say: (message) => say('base', message),
  });
  say('base', base.reference, true);
  const made = await Promise.all(imageNames.map((name) => prepare(name, base, options)));
  return {
    references: Object.fromEntries(made.map(({ name, reference }) => [name, reference])),
    digests: Object.fromEntries(made.map(({ name, digest }) => [name, digest])),
  } as unknown as Images;
}

async function prepare(name: ImageName, base: Base, options: ImageOptions) {
  const { docker, cache, parts, official = {}, onProgress, signal } = options;
  const say = (message: string, done = false) => onProgress?.({ image: name, message, done });
  const named = official[name];
  if (named) return { name, reference: named, digest: (await idOf(docker, named)) ?? named };
  const ingredients = await ingredientsOf(name, parts);
  const digest = await contentOf(name, ingredients, base.id);
  const reference = `blackstart/${name}:${digest.slice(0, 16)}`;
  if (!(await idOf(docker, reference))) {
    await using context = await layOut(join(cache, 'images'), name, ingredients);
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
