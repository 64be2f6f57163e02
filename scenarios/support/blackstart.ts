import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The command line as a user calls it, without npm in between. */
export interface BlackstartRun {
  readonly process: ChildProcess;
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export function blackstart(...args: readonly string[]): BlackstartRun {
  const child = spawn(process.execPath, ['harness/cli/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    process: child,
    stdout: text(child.stdout),
    stderr: text(child.stderr),
    ended: new Promise((resolve) => {
      child.on('close', (code, signal) => resolve(code ?? signal));
    }),
  };
}
