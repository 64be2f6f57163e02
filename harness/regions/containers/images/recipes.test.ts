import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pinnedBase } from './base.ts';
import { recipeFolder } from './context.ts';
import { recipeNames } from './image-names.ts';

const recipe = (name: (typeof recipeNames)[number]) =>
  readFileSync(join(recipeFolder(name), 'Dockerfile'), 'utf8');

it('has a recipe for each image, and no other', () => {
  expect(readdirSync('fixtures/images').sort()).toEqual([...recipeNames].sort());
});

it.each(recipeNames)('%s is built on the same base, pinned by its digest', async (name) => {
  expect(await pinnedBase()).toMatch(/^debian:bookworm-slim@sha256:[0-9a-f]{64}$/);
  expect(recipe(name)).toContain(`ARG BASE=${await pinnedBase()}\nFROM \${BASE}\n`);
});

it.each(recipeNames)('%s has an init, and says what it is', (name) => {
  expect(recipe(name)).toMatch(/^ENTRYPOINT \["tini", "--"/m);
  expect(recipe(name)).toContain(`org.opencontainers.image.title="${name}"`);
  expect(recipe(name)).toMatch(/^HEALTHCHECK /m);
});
