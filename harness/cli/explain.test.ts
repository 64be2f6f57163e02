import { expect, test } from 'vitest';
import { explain } from './explain.ts';

const withCode = (code: string) => Object.assign(new Error('why'), { code });

test.each([
  ['PLAN_INVALID', 64],
  ['TOPOLOGY_INVALID', 64],
  ['SCENARIO_INVALID', 64],
  ['SETTINGS_INVALID', 64],
  ['USAGE', 64],
  ['SERVER_FAILED', 4],
  ['TOOL_MISSING', 4],
  ['JOURNAL_CORRUPT', 4],
])('%s ends with %i and says why', (code, exit) => {
  expect(explain(withCode(code))).toEqual({ text: 'blackstart: why', code: exit });
});

test('what nobody foresaw shows where it came from', () => {
  const { text, code } = explain(new TypeError('x is not a function'));
  expect(code).toBe(4);
  expect(text).toContain('explain.test.ts');
});
