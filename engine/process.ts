import { pino } from 'pino';
import type { EngineParts, Settings } from './compose.ts';
import { endpointsFrom, SettingsInvalid } from './control/settings.ts';
import { loadPlan } from './plan/load.ts';
import type { Claim } from './ports/claim.ts';
import { runEngine } from './run-engine.ts';
import { readToken, Token } from './surface/token.ts';

const usageError = 64;
const environmentError = 4;

/**
 * An engine as a process: settings from the environment, claims on standard output, its log on
 * standard error, what must outlive it in BLACKSTART_STATE_DIR, ended by SIGTERM or SIGINT. Never
 * returns.
 */
export async function runEngineProcess(compose: (settings: Settings) => EngineParts) {
  try {
    const log = pino({ name: 'blackstart-engine' }, pino.destination(2));
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
    const claim = (made: Claim) => {
      process.stdout.write(`${JSON.stringify({ claim: made })}\n`);
      log.info({ claim: made }, `${made.step} ${made.event}`);
    };
    const { env: environment } = process;
    const secret = readToken(environment);
    const token = secret === undefined ? undefined : new Token(secret);
    const surroundings = { claim, log, environment, token, signal: stop.signal };
    await runEngine(compose(settings()), surroundings);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(exitCodeOf(error));
  }
}

function settings(): Settings {
  const planPath = process.env.BLACKSTART_PLAN;
  if (!planPath)
    throw new SettingsInvalid('BLACKSTART_PLAN is not set: expected the path of a plan');
  const plan = loadPlan(planPath);
  const endpoints = endpointsFrom(process.env.BLACKSTART_ENDPOINTS, plan);
  return { plan, endpoints };
}

function exitCodeOf(error: unknown): number {
  const code = (error as { code?: string }).code;
  return code === 'PLAN_INVALID' || code === 'SETTINGS_INVALID' ? usageError : environmentError;
}
