import { type Statement, validDays } from './statement.ts';

/** Clocks of two hosts may be this far apart; an issue further ahead is no slip. */
const clockSkewMs = 5 * 60_000;
const dayMs = 24 * 60 * 60_000;

/** When runs were started, as their journals say: ISO 8601. */
type Starts = readonly { readonly startedAt: string }[];

/** Proof is as old as its newest run, whenever it was written down; milliseconds since 1970. */
function newestStartMs(runs: Starts): number {
  return Math.max(...runs.map(({ startedAt }) => Date.parse(startedAt)));
}

/** A statement may give itself less time than the code does, and no more. */
export function goodForDays({ validDays: stated }: Pick<Statement, 'validDays'>): number {
  return Math.min(stated, validDays);
}

/** ISO 8601. */
export function goodUntil(statement: Statement): string {
  const ms = newestStartMs(statement.runs) + goodForDays(statement) * dayMs;
  return new Date(ms).toISOString();
}

/**
 * Why a statement is too old, or dated as it cannot have been. Its age is that of the runs, whose
 * journals say when they were; what it says of itself anybody can write.
 */
export function ageProblems(statement: Statement, runs: Starts, nowMs: number): string[] {
  const { issuedAt } = statement;
  const problems: string[] = [];
  if (statement.validDays > validDays)
    problems.push(
      `validDays: it says ${statement.validDays}, and none is good for more than ${validDays}`,
    );
  const issuedMs = Date.parse(issuedAt);
  if (issuedMs > nowMs + clockSkewMs) problems.push(`issuedAt: ${issuedAt} is yet to come`);
  if (runs.length === 0) return problems;
  const startMs = newestStartMs(runs);
  if (issuedMs < startMs) {
    const start = new Date(startMs).toISOString();
    problems.push(`issuedAt: ${issuedAt} is before its newest run was started, ${start}`);
  }
  const ageDays = (nowMs - startMs) / dayMs;
  const goodDays = goodForDays(statement);
  if (ageDays > goodDays) {
    const days = Math.floor(ageDays);
    problems.push(
      `issuedAt: its newest run is ${days} days old, good for ${goodDays}; certify again`,
    );
  }
  return problems;
}
