import type { z } from 'zod';
import { withoutTime } from '../faults/fault-time.ts';
import { faults } from '../faults/find-fault.ts';
import type { FaultSpec, Scenario } from './scenario.ts';

/** What is wrong with the faults of a scenario: a name nobody knows, or parameters it refuses. */
export function faultIssues(scenario: Pick<Scenario, 'faults' | 'beforehand'>): Issue[] {
  const beforehand = scenario.beforehand?.faults ?? [];
  return [
    ...issuesOf(scenario.faults, ['faults']),
    ...issuesOf(beforehand, ['beforehand', 'faults']),
  ];
}

type Issue = z.core.$ZodIssue;

function issuesOf(specs: readonly FaultSpec[], within: readonly string[]): Issue[] {
  return specs.flatMap(({ fault: name, ...parameters }, index) => {
    const path = [...within, index];
    const fault = faults.find((known) => known.name === name);
    if (!fault) return [unknownFault(name, [...path, 'fault'])];
    const issues = fault.parameters.safeParse(withoutTime(parameters)).error?.issues ?? [];
    return issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  });
}

function unknownFault(name: string, path: PropertyKey[]): Issue {
  const known = faults.map((fault) => fault.name).join(', ');
  const message = `no fault ${name}; there are: ${known}`;
  return { code: 'custom', path, message, input: name };
}
