import type { Noise } from '../judge/index.ts';
import { oneRunAlone } from '../judge/not-proved.ts';
import type { Evidence } from './evidence.ts';
import { notBound } from './not-bound.ts';
import { shortcomings } from './shortcomings.ts';
import type { Bindings, BoundScenario, Statement } from './statement.ts';
import { summariesOf } from './summary.ts';

/**
 * What a certificate says of these runs: a pure function, so that whoever reads the journals again
 * comes to the same words. Throws RangeError if there is no run.
 */
export function stateOf(evidence: readonly Evidence[], bindings: Bindings): Statement {
  const [first] = evidence;
  if (!first) throw new RangeError('a certificate needs at least one run');
  const notCertified = shortcomings(evidence, bindings);
  const ofTrials = notProvedBy(evidence);
  return {
    kind: 'blackstart-certificate',
    version: 1,
    issuedAt: bindings.issuedAt,
    validDays: bindings.validDays,
    asked: bindings.asked,
    build: bindings.build,
    parts: bindings.parts,
    mutants: bindings.mutants,
    certified: notCertified.length === 0,
    notCertified,
    conditions: first.conditions,
    planSha256: first.planSha256,
    scenarios: scenariosOf(evidence),
    summaries: summariesOf(evidence.map(({ figures }) => figures)),
    runs: evidence.map(({ path, figures, chain }) => ({ path, ...figures, chain })),
    noise: noiseOver(evidence.flatMap(({ noise }) => noise)),
    emulated: union(evidence.map(({ emulated }) => emulated)),
    notProved: union([notBound({ ...bindings, conditions: first.conditions }), ofTrials]),
  };
}

function scenariosOf(evidence: readonly Evidence[]): BoundScenario[] {
  const found = new Map<string, BoundScenario>();
  for (const { figures, scenarioSha256 } of evidence) {
    const { scenario: name, control } = figures;
    const key = `${name} ${control} ${scenarioSha256}`;
    found.set(key, { name, control, sha256: scenarioSha256 });
  }
  return [...found.values()];
}

/** The same figure at the same place, over all runs. */
function noiseOver(all: readonly Noise[]): Noise[] {
  const found = new Map<string, Noise>();
  for (const next of all) {
    const key = `${next.of}\n${next.at}`;
    const so = found.get(key);
    found.set(key, so ? merged(so, next) : next);
  }
  return [...found.values()];
}

function merged(a: Noise, b: Noise): Noise {
  const samples = a.samples + b.samples;
  const mean = (a.mean * a.samples + b.mean * b.samples) / samples;
  return { of: a.of, at: a.at, samples, mean, max: Math.max(a.max, b.max) };
}

/** Of the trials; what several of them together show is said in their summary. */
function notProvedBy(evidence: readonly Evidence[]): string[] {
  const trials = evidence.filter(({ figures }) => !figures.control);
  const sentences = union(trials.map(({ notProved }) => notProved));
  return trials.length === 1 ? sentences : sentences.filter((one) => one !== oneRunAlone);
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())];
}
