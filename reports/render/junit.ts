import type { Judged, JudgedCheck, Verdict } from '../../harness/judge/index.ts';
import { type AnyJudged, complete } from './complete.ts';
import { lostWords, rtoText, summary } from './sentences.ts';
import { duration } from './words.ts';
import { xmlElement, xmlText } from './xml.ts';

interface TestCase {
  readonly group: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly why: string;
}

/**
 * A judged run as JUnit XML, for a CI that shows tests: one case for the verdict, one a service
 * and vantage, one a store, one a check. What cannot be concluded is an error, never skipped: a
 * skipped case would be green.
 */
export function renderJunit(anyJudged: AnyJudged): string {
  const judged = complete(anyJudged);
  const cases = casesOf(judged);
  const counts = {
    tests: cases.length,
    failures: cases.filter(isFailure).length,
    errors: cases.filter(isError).length,
    skipped: 0,
    time: seconds(judged.durationMs),
  };
  const name = `${judged.scenario} (${judged.profile})`;
  const suite = xmlElement(
    'testsuite',
    { name, ...counts, timestamp: judged.startedAt.replace(/Z$/, '') },
    properties(judged),
    ...cases.map((each) => testCase(each, judged)),
    xmlElement('system-out', {}, summary(judged).map(xmlText).join('\n')),
  );
  const all = xmlElement('testsuites', { name: 'blackstart', ...counts }, suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}\n`;
}

const seconds = (ms: number) => Number((ms / 1000).toFixed(3));
const isFailure = ({ verdict }: TestCase) => verdict === 'fail';
const isError = ({ verdict }: TestCase) => verdict !== 'fail' && verdict !== 'pass';

function casesOf(judged: Judged): readonly TestCase[] {
  const whole = judged.reasons.join('\n');
  return [
    { group: 'verdict', name: 'the whole run', verdict: judged.verdict, why: whole },
    ...judged.services.map((service) => ({
      group: 'time away',
      name: `${service.name} seen from ${service.vantage}`,
      verdict: service.verdict,
      why: `${rtoText(service.rtoMs)}, target ${duration(service.targetMs)}: ${service.why}`,
    })),
    ...judged.stores.map((store) => ({
      group: 'data lost',
      name: store.name,
      verdict: store.verdict,
      why: `${lostWords(store)}, target ${duration(store.targetMs)}: ${store.why}`,
    })),
    ...judged.checks.map(({ kind, id, verdict, why }: JudgedCheck) => ({
      group: `check: ${kind}`,
      name: id,
      verdict,
      why,
    })),
  ];
}

function testCase(each: TestCase, { scenario, durationMs }: Judged): string {
  // The run as a whole took the time; what looks at its record took none worth telling.
  const time = each.group === 'verdict' ? seconds(durationMs) : 0;
  const attributes = { classname: `${scenario}.${each.group}`, name: each.name, time };
  if (each.verdict === 'pass') return xmlElement('testcase', attributes);
  const element = isFailure(each) ? 'failure' : 'error';
  const [message = ''] = each.why.split('\n');
  const said = { message, type: each.verdict };
  return xmlElement('testcase', attributes, xmlElement(element, said, xmlText(each.why)));
}

function properties(judged: Judged): string {
  const { profile, timeScale, engine, runtime, plan, seed, commit, control, replayOf } = judged;
  const facts = { profile, timeScale, engine, runtime, plan, seed, commit, control, replayOf };
  const told = Object.entries(facts).filter(([, value]) => value !== undefined);
  return xmlElement(
    'properties',
    {},
    ...told.map(([name, value]) => xmlElement('property', { name, value: String(value) })),
  );
}
