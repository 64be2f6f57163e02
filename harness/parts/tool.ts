import { execa } from 'execa';
import { deadlines } from './deadlines.ts';
import type { PartName } from './part.ts';
import { diskFull, PartUnavailable, saysDiskFull } from './unavailable.ts';

const keptLines = 20;

export interface ToolCall {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What to tell the user to try if the tool fails. */
  readonly remedy: string;
  readonly onLine?: (line: string) => void;
}

/** Runs a tool to its end and gives what it printed. Throws PartUnavailable if it fails. */
export type RunTool = (call: ToolCall) => Promise<readonly string[]>;

/** A RunTool whose failures name `part`; tools are ended when `signal` is aborted. */
export function toolRunner(part: PartName, signal: AbortSignal | undefined): RunTool {
  return async (call) => {
    signal?.throwIfAborted();
    const child = execa(call.program, [...call.arguments], {
      ...(call.cwd && { cwd: call.cwd }),
      ...(signal && { cancelSignal: signal }),
      env: { LC_ALL: 'C', ...call.environment },
      stdin: 'ignore',
      all: true,
      buffer: false,
      reject: false,
      timeout: deadlines.toolMs,
    });
    const lines: string[] = [];
    for await (const line of child.iterable({ from: 'all' })) {
      lines.push(String(line));
      call.onLine?.(String(line));
    }
    const result = await child;
    signal?.throwIfAborted();
    if (!result.failed) return lines;
    const output = lines.slice(-keptLines);
    if (saysDiskFull(output)) throw diskFull(part, output);
    throw new PartUnavailable({
      code: result.code === 'ENOENT' ? 'TOOL_MISSING' : 'TOOL_FAILED',
      part,
      what: result.shortMessage ?? `${call.program} failed`,
      remedy: call.remedy,
      output,
      cause: result.cause,
    });
  };
}
