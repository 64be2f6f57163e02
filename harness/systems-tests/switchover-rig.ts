import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseDocument } from 'yaml';
import { systemClock as clock, nodeFlags, until } from '../../engine/index.ts';
import { embeddedForTest } from '../regions/embedded/start-for-test.ts';
import type { RunningRegions } from '../regions/runtime.ts';
import { testRun } from '../regions/simulated/start-for-test.ts';
import type { Claim } from './engine-rig.ts';
import { createRig } from './rig.ts';

export const [east, west, europe] = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const token = 'a-token-of-this-test-alone';

/** All regions with all their servers, and a controller in each, in real time. */
export interface SwitchoverRig extends AsyncDisposable {
  readonly regions: RunningRegions;
  /** Asks the controller of a region as an operator does; gives the status and the words. */
  ask(region: string, path: string, body: object): Promise<readonly [number, string]>;
  heard(): Heard;
}

/** Claims from now on. */
export interface Heard {
  /** Waits for one; when it has not come in time, says what came if the runbook has failed. */
  of(step: string, event: string, ms: number): Promise<Claim>;
  /** Waits for the end of a runbook, however it ends. */
  end(ms: number): Promise<Claim>;
}

/** The program of each controller, and what it is told besides. */
export interface RigEngine {
  readonly program: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** How long the condition of each trigger that is left has to hold, by its name. */
export type HeldFor = Readonly<Record<string, string>>;

/** The plan as it is, but that what is a trigger is missed sooner, and nothing else is one. */
function writePlan(directory: string, heldFor: HeldFor): string {
  const plan = parseDocument(readFileSync('fixtures/plans/semantest.yaml', 'utf8'));
  plan.set('name', 'contract');
  const kept = Object.entries(heldFor).map(([name, held]) => {
    plan.setIn(['triggers', name, 'heldFor'], held);
    return [name, plan.getIn(['triggers', name])];
  });
  plan.set('triggers', Object.fromEntries(kept));
  const path = join(directory, 'plan.yaml');
  writeFileSync(path, plan.toString());
  return path;
}

export async function startSwitchoverRig(
  engine: RigEngine = { program: 'engine/main.ts' },
  heldFor: HeldFor = { database_primary_failure: '3 s' },
): Promise<SwitchoverRig> {
  await using starting = new AsyncDisposableStack();
  const run = testRun(clock);
  starting.defer(() => run.clean());
  const { regions } = starting.use(await run.start(embeddedForTest()));
  const rig = starting.use(createRig());
  const plan = writePlan(rig.directory, heldFor);
  const claims: Claim[] = [];
  for (const home of [east, west, europe]) {
    const controller = rig.spawn({
      name: `engine-${home}`,
      command: process.execPath,
      args: [...nodeFlags, engine.program],
      env: {
        ...engine.env,
        BLACKSTART_PLAN: plan,
        BLACKSTART_ENDPOINTS: JSON.stringify(regions.endpoints(home)),
        BLACKSTART_TOKEN: token,
      },
      piped: true,
    });
    if (!controller.stdout) continue;
    createInterface({ input: controller.stdout }).on('line', (line) => {
      claims.push(JSON.parse(line).claim);
    });
  }
  const heard = () => {
    const from = claims.length;
    const find = (step: string, event: string) =>
      claims.slice(from).find((claim) => claim.step === step && claim.event === event);
    return {
      of: (step: string, event: string, ms: number) => {
        const told = () => claims.slice(from).map((each) => `${each.step} ${each.event}`);
        return until(clock, { what: `${step} ${event}`, ms, everyMs: 20 }, () => {
          const found = find(step, event);
          if (!found && find('recovered', 'failed')) throw new Error(told().join(', '));
          return found;
        });
      },
      end: (ms: number) =>
        until(clock, { what: 'a runbook to end', ms, everyMs: 20 }, () =>
          claims.slice(from).find(({ step }) => step === 'recovered'),
        ),
    };
  };
  await until(clock, { what: 'a leader that is ready', ms: 60_000 }, async () => {
    const { host, port } = regions.endpoints(west).listen;
    return (
      claims.some(({ step }) => step === 'leads') &&
      (await fetch(`http://${host}:${port}/ready`)).ok
    );
  });
  const all = starting.move();
  return {
    regions,
    heard,
    ask: async (region, path, body) => {
      const { host, port } = regions.endpoints(region).listen;
      const response = await fetch(`http://${host}:${port}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ by: 'ada', ...body }),
      });
      return [response.status, await response.text()];
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
