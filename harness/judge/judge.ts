import type { Journal } from '../journal/index.ts';
import { actionsOf } from './actions.ts';
import { availabilityOf } from './availability.ts';
import { browserOf } from './browser.ts';
import type { Check } from './checks/check.ts';
import { checks } from './checks/table.ts';
import { judgeClaims } from './claims.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { Judged, JudgedCheck } from './judged.ts';
import { noiseOf } from './noise.ts';
import { notProved } from './not-proved.ts';
import { timelineOf } from './timeline.ts';
import { exitCodeOf, overall } from './verdict.ts';
import { waterfallOf } from './waterfall.ts';

/**
 * Judges a saved journal: what verdict.json holds. A pure function; it needs no server, and the
 * same journal always gives the same result. Never throws for what a readable journal contains.
 */
export function judge(journal: Journal): Judged {
  const evidence = evidenceOf(journal);
  const { run } = journal;
  const { moments, failover, services, stores } = evidence;
  const judgedChecks = checks.flatMap((check) => examine(check, evidence) ?? []);
  const asked = new Set(judgedChecks.map((check) => check.id));
  const { verdict, worstFirst, reasons } = overall(judgedChecks);
  const timeline = timelineOf(journal, moments, evidence.lanes, evidence.writers);
  const loadMs = moments.loadEndMs - moments.steadyFromMs;
  const browser = browserOf(journal, moments);
  const torn = evidence.torn.judged;
  const queues = evidence.queues.map((queue) => queue.judged);
  return {
    version: 1,
    scenario: run.scenario,
    expectation: run.expectation,
    plan: run.plan,
    profile: run.profile,
    timeScale: run.timeScale,
    runtime: run.runtime,
    engine: run.engine,
    seed: run.seed,
    commit: run.commit,
    ...(run.control === undefined ? {} : { control: run.control }),
    ...(run.replayOf === undefined ? {} : { replayOf: run.replayOf }),
    parts: run.parts,
    emulated: run.emulated,
    startedAt: new Date(run.wallMs).toISOString(),
    durationMs: moments.endMs - run.atMs,
    origin: moments.t0Ms === undefined ? 'start' : 't0',
    verdict,
    exitCode: exitCodeOf(verdict, journal),
    reasons,
    services: services.map((service) => service.judged),
    stores: stores.map((store) => store.judged),
    checks: judgedChecks,
    notAsked: checks.map((check) => check.id).filter((id) => !asked.has(id)),
    torn,
    queues,
    availability: availabilityOf(run, timeline, loadMs),
    ...(browser && { browser }),
    waterfall: waterfallOf(journal, moments, failover, services),
    claims: judgeClaims(evidence),
    noise: noiseOf(journal),
    budget: run.budget,
    timeline,
    gaps: journal.gaps,
    notProved: notProved(journal, stores),
    actions: actionsOf(worstFirst, { torn, queues }),
  };
}

/** A check that throws has concluded nothing. */
function examine(check: Check, evidence: Evidence): JudgedCheck | undefined {
  const { id, kind } = check;
  try {
    const finding = check.examine(evidence);
    return finding && { id, kind, ...finding };
  } catch (error) {
    return { id, kind, verdict: 'unknown', why: `the check itself failed: ${error}` };
  }
}
