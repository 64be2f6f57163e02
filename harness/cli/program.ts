import { Command, Option } from 'commander';
import { systemClock } from '../../engine/index.ts';
import { reportFormats } from '../../reports/render/index.ts';
import { addEngine } from './engine-verb.ts';
import { addEvidenceVerbs } from './evidence-verbs.ts';
import {
  engineOption,
  k6Option,
  k6RateOption,
  planOption,
  profileOption,
  runtimeOption,
  seedOption,
  timesOption,
} from './options.ts';
import { terminalOf } from './terminal.ts';
import { composeVerb } from './verbs/compose.ts';
import { doctorVerb } from './verbs/doctor.ts';
import { downVerb } from './verbs/down.ts';
import { drillVerb } from './verbs/drill.ts';
import { engineRoomVerb } from './verbs/engine-room.ts';
import { healVerb } from './verbs/heal.ts';
import { judgeVerb } from './verbs/judge.ts';
import { operateVerb } from './verbs/operate.ts';
import { reportVerb } from './verbs/report.ts';
import { scenariosVerb } from './verbs/scenarios.ts';
import { upVerb } from './verbs/up.ts';

const EXIT_CODES = `
Exit codes:
  0 targets met · 1 target missed or guarantee broken · 2 cannot be concluded
  3 aborted by a guardrail · 4 rig or environment · 5 not healed · 64 usage · 130 interrupted`;

/** The command line. Each verb returns the exit code; what it throws is explained by main. */
export function program(): Command {
  const root = process.cwd();
  const terminal = terminalOf(process.stdout, process.env);
  const verb = (run: () => Promise<number>) => async () => {
    process.exitCode = await run();
  };
  const blackstart = new Command('blackstart')
    .description('Breaks three regions of real servers, and measures RTO and RPO at the client.')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError()
    .exitOverride();
  blackstart
    .command('doctor')
    .description('show each part: version, where it came from, or what is missing and what to do')
    .action(verb(() => doctorVerb(terminal)));
  blackstart
    .command('engine-room')
    .description('install and start a container engine apart from the system’s (Linux, root)')
    .option('--stop', 'stop it, with all containers in it', false)
    .option('--remove', 'stop it, and remove all that it has kept', false)
    .action((options) => verb(() => engineRoomVerb(options, terminal, systemClock))());
  blackstart
    .command('compose')
    .description('make docker-compose.regions.yml, and the images that it names')
    .action(verb(() => composeVerb(root, terminal, systemClock)));
  blackstart
    .command('operate', { hidden: true })
    .description('bring up the regions of the Compose file, from one of its containers')
    .addOption(planOption().env('BLACKSTART_PLAN'))
    .action(({ plan }) => verb(() => operateVerb(root, plan, terminal, systemClock))());
  blackstart
    .command('scenarios')
    .description('list what can be drilled')
    .action(verb(() => scenariosVerb(root, terminal)));
  blackstart
    .command('judge <run>')
    .description('judge a saved journal again: a directory of a run, or `latest`')
    .option('--json', 'print the verdict alone, as JSON', false)
    .action((run, options) => verb(() => judgeVerb(root, run, options, terminal))());
  blackstart
    .command('report [run]')
    .description('write verdict.json and report.html of a saved journal again, or another form')
    .addOption(new Option('--format <format>', 'write this form alone').choices(reportFormats))
    .option('--out <dir>', 'where to write that form; the directory of the run, if none is named')
    .option('--index', 'write the list of all runs, with trends', false)
    .action((run, options) => verb(() => reportVerb(root, run, options, terminal))());
  blackstart
    .command('heal [run]')
    .description('end and undo what a crashed run left (all crashed runs, if none is named)')
    .action((run) => verb(() => healVerb(root, run, terminal, systemClock))());
  addRegionVerbs(blackstart, root);
  addDrill(blackstart, root);
  addEvidenceVerbs(blackstart, root);
  addEngine(blackstart, root);
  return blackstart;
}

function addRegionVerbs(blackstart: Command, root: string): void {
  const terminal = terminalOf(process.stdout, process.env);
  blackstart
    .command('up')
    .description('start three regions, print their endpoints, and leave them running')
    .addOption(planOption())
    .addOption(runtimeOption())
    .action(async (options) => {
      process.exitCode = await upVerb(root, options, terminal, systemClock);
    });
  blackstart
    .command('down')
    .description('end the regions that `up`, or `drill --keep`, left running')
    .action(async () => {
      process.exitCode = await downVerb(root, terminal, systemClock);
    });
}

function addDrill(blackstart: Command, root: string): void {
  const terminal = terminalOf(process.stdout, process.env);
  blackstart
    .command('drill [scenario...]')
    .description('break something on purpose, measure what clients saw, and judge it')
    .addOption(planOption())
    .addOption(profileOption())
    .addOption(seedOption())
    .addOption(runtimeOption())
    .addOption(engineOption())
    .option('--replay <run>', 'repeat a saved run: its scenario, profile, seed and faults')
    .addOption(k6Option())
    .addOption(k6RateOption())
    .addOption(timesOption())
    .option('--below-tcp', 'break links by dropping packets, which takes containers', false)
    .option('--browser', 'a user in a browser makes their journey too, and is shown', false)
    .option('--warm', 'drill one after the other in the same regions, if left whole', false)
    .option('--keep', 'leave the regions running afterwards', false)
    .option('--json', 'print the verdict alone, as JSON', false)
    .action(async (scenarios, options) => {
      process.exitCode = await drillVerb(root, scenarios, options, terminal, systemClock);
    });
}
