import { expect, test } from 'vitest';
import type { DoctorLine } from '../parts/index.ts';
import { chooseRuntime } from './choose-runtime.ts';

const line = (more: Partial<DoctorLine>): DoctorLine => ({
  ...{ part: 'postgres', version: '15', origin: 'Debian package', state: 'ready' },
  ...more,
});
const examined =
  (...lines: readonly DoctorLine[]) =>
  () =>
    Promise.resolve(lines);

test('what is named is taken, whatever there is', async () => {
  const nothing = examined(line({ state: 'missing' }));
  expect(await chooseRuntime('embedded', 'darwin', nothing)).toBe('embedded');
  expect(await chooseRuntime('containers', 'linux', examined(line({})))).toBe('containers');
});

test('auto is embedded where Linux has, or can fetch, what regions need', async () => {
  const parts = examined(line({}), line({ state: 'can be fetched' }));
  expect(await chooseRuntime('auto', 'linux', parts)).toBe('embedded');
  const others = examined(line({}), line({ part: 'chromium', state: 'missing', purpose: 'tests' }));
  expect(await chooseRuntime('auto', 'linux', others)).toBe('embedded');
});

test('auto is containers elsewhere, and where a part cannot be had', async () => {
  expect(await chooseRuntime('auto', 'darwin', examined(line({})))).toBe('containers');
  const lacking = examined(line({}), line({ state: 'missing' }));
  expect(await chooseRuntime('auto', 'linux', lacking)).toBe('containers');
});
