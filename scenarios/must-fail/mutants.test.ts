import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { notApplicable } from './not-applicable.ts';

const programsIn = (directory: string) =>
  globSync(`scenarios/must-fail/${directory}/*.ts`)
    .map((file) => basename(file, '.ts'))
    .sort();

test('every program is drilled, and every one that is drilled is there', () => {
  const engines = mutants.map(({ engine }) => engine);
  const services = mutants.flatMap(({ service, control }) => [
    service ?? [],
    control?.service ?? [],
  ]);
  expect([...new Set(engines)].sort()).toEqual(programsIn('engines'));
  expect([...new Set(services.flat())].sort()).toEqual(programsIn('services'));
});

test('no defect has two names, or is both there and not', () => {
  const names = [...mutants, ...notApplicable].map(({ defect }) => defect);
  expect(new Set(names).size).toBe(names.length);
});
