import { checkSteps } from './check-steps.ts';
import { runSteps } from './run-steps.ts';

/** Everything a newcomer runs. Words after it go to vitest, to run a part of the tests alone. */
const words = process.argv.slice(2);
const tests = { name: 'tests', command: 'vitest', args: ['run', ...words] };
process.exitCode = runSteps(words.length > 0 ? [tests] : [...checkSteps, tests]);
