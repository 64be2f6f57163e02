import type { z } from 'zod';
import { faults } from '../faults/find-fault.ts';
import type { FaultSpec } from './scenario.ts';

/** What is wrong with the faults of a scenario: a name nobody knows, or parameters it refuses. */
export function faultIssues(specs: readonly FaultSpec[]): z.core.$ZodIssue[] {
  return specs.flatMap(({ fault: name, ...parameters }, index) => {
    const fault = faults.find((known) => known.name === name);
    if (!fault) return [unknownFault(name, index)];
    const issues = fault.parameters.safeParse(parameters).error?.issues ?? [];
    return issues.map((issue) => ({ ...issue, path: ['faults', index, ...issue.path] }));
  });
}

function unknownFault(name: string, index: number): z.core.$ZodIssue {
  const known = faults.map((fault) => fault.name).join(', ');
  const message = `no fault ${name}; there are: ${known}`;
  return { code: 'custom', path: ['faults', index, 'fault'], message, input: name };
}
