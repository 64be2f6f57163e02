import { parseArgs } from 'node:util';

/** One command, and the words that follow it. */
export type Step = readonly [command: string, ...args: readonly string[]];

/**
 * What `npm run drills` runs: every scenario, and then the long tests, those in containers where
 * the drills are. `--shard N/M` takes every Mth scenario from the Nth on and no long test, `--long`
 * the long tests alone; all else is for `drill`. Throws RangeError for a shard that there is not.
 */
export function drillSteps(names: readonly string[], given: readonly string[]): readonly Step[] {
  const options = {
    shard: { type: 'string' },
    long: { type: 'boolean' },
    runtime: { type: 'string' },
  } as const;
  const { values, tokens } = parseArgs({ args: [...given], options, strict: false, tokens: true });
  const own = tokens.flatMap((token) =>
    token.kind === 'option' && (token.name === 'shard' || token.name === 'long')
      ? [token.index, ...(token.value === undefined || token.inlineValue ? [] : [token.index + 1])]
      : [],
  );
  const rest = given.filter((_, index) => !own.includes(index));
  const drilled = shardOf(names, values.shard);
  const drill: Step = [process.execPath, 'harness/cli/main.ts', 'drill', ...drilled, ...rest];
  const where = values.runtime === 'containers' ? 'containers' : 'embedded';
  const long: Step = [
    ...(['vitest', 'run', '--config', 'vitest.long.config.ts'] as const),
    ...['--project', where],
  ];
  if (values.long) return [long];
  return values.shard === undefined ? [drill, long] : [drill];
}

function shardOf(names: readonly string[], shard: unknown): readonly string[] {
  if (shard === undefined) return names;
  const [, number, count] = /^(\d+)\/(\d+)$/.exec(String(shard)) ?? [];
  const [n, of] = [Number(number), Number(count)];
  if (n >= 1 && n <= of) return names.filter((_, index) => index % of === n - 1);
  throw new RangeError(`--shard ${shard}: expected N/M, such as 1/4`);
}
