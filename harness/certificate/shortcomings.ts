import { canonicalJson } from './canonical.ts';
import type { Evidence } from './evidence.ts';
import type { Bindings } from './statement.ts';

/** Why these runs do not certify anything, a sentence each; empty if they do. */
export function shortcomings(evidence: readonly Evidence[], bindings: Bindings): string[] {
  return [
    ...ofProfile(evidence),
    ...ofBuild(evidence, bindings),
    ...ofNumber(evidence, bindings),
    ...evidence.flatMap(ofRun),
    ...ofSameness(evidence),
    ...ofParts(evidence, bindings),
    ...ofJudge(bindings),
  ];
}

function ofProfile(evidence: readonly Evidence[]): string[] {
  const other = evidence.find(({ conditions }) => conditions.profile !== 'realtime');
  if (!other) return [];
  return [`profile ${other.conditions.profile}: only realtime certifies`];
}

function ofBuild(evidence: readonly Evidence[], { build }: Bindings): string[] {
  const reasons: string[] = [];
  const { commit } = build;
  if (commit === 'unknown') reasons.push('there is no checkout, so nobody can say what was built');
  if (commit.endsWith('+changes'))
    reasons.push('the work tree differs from its commit, so nobody else can build the same');
  const others = evidence.filter(({ conditions }) => conditions.commit !== commit);
  if (others.length > 0)
    reasons.push(`${paths(others)}: made with commit ${others[0]?.conditions.commit}`);
  return reasons;
}

function ofNumber(evidence: readonly Evidence[], { asked }: Bindings): string[] {
  return asked.scenarios.flatMap((scenario) =>
    [false, true].flatMap((control) => {
      const own = evidence.filter(
        ({ figures }) => figures.scenario === scenario && figures.control === control,
      );
      if (own.length === asked.trials) return [];
      const what = control ? 'control runs' : 'trials';
      return [`${scenario}: ${own.length} of ${asked.trials} ${what} were made`];
    }),
  );
}

function ofRun({ path, figures, chain }: Evidence): string[] {
  const reasons: string[] = [];
  if (figures.verdict !== 'pass')
    reasons.push(`${path}: ${figures.verdict}: ${figures.reasons[0] ?? 'no reason was given'}`);
  if (!chain.sealed) reasons.push(`${path}: its journal is not sealed`);
  return reasons;
}

/** Figures of runs that were made in different ways are not figures of one thing. */
function ofSameness(evidence: readonly Evidence[]): string[] {
  const [first] = evidence;
  if (!first) return [];
  const { commit: _, ...conditions } = first.conditions;
  const reasons = Object.entries(conditions).flatMap(([name, value]) => {
    const same = canonicalJson(value);
    const key = name as keyof typeof conditions;
    const others = evidence.filter((one) => canonicalJson(one.conditions[key]) !== same);
    return others.length > 0 ? [`${paths(others)}: another ${name} than ${first.path}`] : [];
  });
  const plans = evidence.filter(({ planSha256 }) => planSha256 !== first.planSha256);
  if (plans.length > 0) reasons.push(`${paths(plans)}: another plan than ${first.path}`);
  return [...reasons, ...ofScenarios(evidence)];
}

function ofScenarios(evidence: readonly Evidence[]): string[] {
  const firsts = new Map<string, Evidence>();
  return evidence.flatMap((one) => {
    const key = `${one.figures.scenario} ${one.figures.control}`;
    const first = firsts.get(key) ?? one;
    firsts.set(key, first);
    if (first.scenarioSha256 === one.scenarioSha256) return [];
    return [`${one.path}: the scenario differs from that of ${first.path}`];
  });
}

function ofParts(evidence: readonly Evidence[], { parts }: Bindings): string[] {
  const bound = canonicalJson(Object.fromEntries(parts.map((p) => [p.name, p.version])));
  const others = evidence.filter(({ conditions }) => canonicalJson(conditions.parts) !== bound);
  if (others.length === 0) return [];
  return [`${paths(others)}: made with other versions of parts than are bound here`];
}

/** No score says nothing of the judge; this one says that its green is not to be believed. */
function ofJudge({ mutants }: Bindings): string[] {
  if (mutants.state === 'absent' || mutants.missed === 0) return [];
  const { caught, missed, commit } = mutants;
  return [`the judge missed ${missed} of ${caught + missed} broken engines, at commit ${commit}`];
}

function paths(evidence: readonly Evidence[]): string {
  const [first, ...others] = evidence.map(({ path }) => path);
  return others.length === 0 ? `${first}` : `${first} and ${others.length} more`;
}
