import type { SpawnRequest } from '../../processes/processes.ts';

/** A value as one word of the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export interface OrderFiles {
  /** Marks it in the process table, whoever it runs as. */
  readonly label: readonly [name: string, value: string];
  /** It waits until this file is there, a minute at most. */
  readonly go: string;
  /** Where standard output goes; to the log unless said. */
  readonly output?: string | undefined;
}

/**
 * What a place's shell is to run. It marks itself and waits to be seen, since a server may write
 * over its own marks; then the program takes its place, so that it has its process id.
 */
export function orderText(request: SpawnRequest, { label, go, output }: OrderFiles): string {
  const { command, args, env = {}, cwd = '/', uid, logFile } = request;
  const [name, value] = label;
  const mark = `${name}=${quoted(value)}`;
  // The Node of this machine is another file there.
  const program = command === process.execPath ? 'node' : command;
  const user =
    uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const words = [...user, program, ...args].map(quoted).join(' ');
  const log = quoted(logFile);
  return [
    `[ "\${${name}:-}" = ${quoted(value)} ] || exec env ${mark} sh "$0"`,
    `for _ in $(seq 6000); do [ -e ${quoted(go)} ] && break; sleep 0.01; done`,
    `[ -e ${quoted(go)} ] || exit 125`,
    `cd ${quoted(cwd)} || exit 126`,
    ...Object.entries(env).map(([key, text]) => `export ${key}=${quoted(text)}`),
    `exec ${words} >>${output === undefined ? log : quoted(output)} 2>>${log} </dev/null`,
    '',
  ].join('\n');
}
