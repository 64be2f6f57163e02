import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { requireSpace } from './free-space.ts';

it('names the directory, what is free and what is needed', async () => {
  const error = await requireSpace(tmpdir(), 2 ** 60).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'NO_SPACE' });
  expect(String(error)).toMatch(`${tmpdir()}: `);
  expect(String(error)).toMatch(/\d MiB free, a run needs 1099511627776 MiB/);
});

it('lets a run begin where there is room', async () => {
  await requireSpace(tmpdir(), 1);
});
