import { spawnSync } from 'node:child_process';

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs the steps in order with the terminal's own output; stops at the first that fails. */
export function runSteps(steps: readonly Step[]): number {
  for (const step of steps) {
    const startMs = performance.now();
    process.stdout.write(`\n── ${step.name}\n`);
    const { status, error } = spawnSync(step.command, step.args, { stdio: 'inherit' });
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    if (error || status !== 0) {
      process.stdout.write(`── ${step.name} failed after ${seconds} s\n`);
      return status ?? 4;
    }
    process.stdout.write(`── ${step.name} done in ${seconds} s\n`);
  }
  return 0;
}
