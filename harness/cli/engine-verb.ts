import { type Command, Option } from 'commander';
import { addressOption, planOption } from './options.ts';
import { terminalOf } from './terminal.ts';
import { engineVerb } from './verbs/engine.ts';

const EXAMPLE = `
The token is in BLACKSTART_TOKEN, or in the file that BLACKSTART_TOKEN_FILE or --token-file names;
without one the engine is watched and cannot be told anything.

One runs in each region; of three any two go on without the third.

Example:
  npm run -s blackstart -- engine --plan fixtures/plans/semantest.yaml \\
    --endpoints endpoints.json --home us-west-2 --listen 127.0.0.1:7800 --token-file token
  curl http://127.0.0.1:7800/status`;

/** The verb that runs the engine by itself, as an operator would. */
export function addEngine(blackstart: Command, root: string): void {
  const terminal = terminalOf(process.stdout, process.env);
  blackstart
    .command('engine')
    .description('run the engine until it is stopped: watch a service and fail it over')
    .addOption(planOption())
    .addOption(new Option('--endpoints <file>', 'all addresses, as JSON').makeOptionMandatory())
    .option('--home <region>', 'the region it is in, other than they say')
    .addOption(addressOption('--listen <host:port>', 'where it answers, other than they say'))
    .option('--token-file <file>', 'holds the token of those who may change something')
    .option('--dry-run', 'ask the engine that runs there what it would do now, and print it', false)
    .addHelpText('after', EXAMPLE)
    .action(async (options) => {
      process.exitCode = await engineVerb(root, options, terminal);
    });
}
