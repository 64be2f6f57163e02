import { type Command, Option } from 'commander';
import { systemClock } from '../../engine/index.ts';
import {
  countingNumber,
  engineOption,
  planOption,
  profileOption,
  runtimeOption,
  seedOption,
} from './options.ts';
import { terminalOf } from './terminal.ts';
import { certifyVerb } from './verbs/certify.ts';
import { compareVerb } from './verbs/compare.ts';
import { verifyVerb } from './verbs/verify.ts';

/** The verbs that make, check and weigh evidence of several runs. */
export function addEvidenceVerbs(blackstart: Command, root: string): void {
  const terminal = terminalOf(process.stdout, process.env);
  blackstart
    .command('certify <scenario...>')
    .description('make trials and control runs in turn, and certify what they prove')
    .addOption(trialsOption())
    .addOption(planOption())
    .addOption(profileOption())
    .addOption(seedOption())
    .addOption(runtimeOption())
    .addOption(engineOption())
    .option('--key <file>', 'Ed25519 private key in PEM (or the PEM in BLACKSTART_SIGNING_KEY)')
    .option(
      '--allow-changes',
      'with a changed work tree: trials, but no certificate, so exit 2',
      false,
    )
    .addHelpText('after', WHAT_TRIALS_ALLOW)
    .action(async (scenarios, options) => {
      process.exitCode = await certifyVerb(root, scenarios, options, terminal, systemClock);
    });
  blackstart
    .command('verify <certificate>')
    .description(
      'judge the journals of a certificate again, and check chain, signature, age, build',
    )
    .option('--public-key <file>', 'Ed25519 public key in PEM that it must be signed with')
    .action(async (certificate, options) => {
      process.exitCode = await verifyVerb(root, certificate, options, terminal, systemClock);
    });
  blackstart
    .command('compare <before> <after>')
    .description('compare two runs, or sets of trials; 1 if the second is worse, 2 if none can say')
    .option('--json', 'print the comparison as JSON', false)
    .action(async (before, after, options) => {
      process.exitCode = await compareVerb(root, before, after, options, terminal);
    });
}

const WHAT_TRIALS_ALLOW = `
What trials without a miss show, with 95 % confidence: 5 that 54.9 % of such failures meet every
target, 20 that 86.1 % do, 59 that 95 % do (a p95). Only --profile realtime certifies:
without a certificate it ends with 2, if with nothing worse.`;

function trialsOption(): Option {
  return new Option('--trials <n>', 'of each scenario, with a control run each')
    .argParser(countingNumber)
    .makeOptionMandatory();
}
